package io.euge.spark.metrics;

import io.euge.TaskPart;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The bottleneck of a job, and what would make the job faster, in a sentence.
 *
 * @param share of {@link #most} in the time of all tasks that ended well, or of the job if that is
 *     bound by its start; in [0, 1]
 * @param of what the shares are of, in words
 * @param second what took most after it
 */
public record Bottleneck(
    Kind most,
    double share,
    String of,
    Kind second,
    double secondShare,
    String advice,
    String failures) {
  /** Below it, a GPU waits for frames rather than frames for the GPU. */
  private static final double BUSY = 0.5;

  /** Failed attempts are mentioned from this share of the time of the others on. */
  private static final double FAILED = 0.01;

  /** What can bound a job: parts of its tasks that the same remedy makes faster. */
  public enum Kind {
    INFERENCE("inference", TaskPart.INFERENCE, TaskPart.POSTPROCESSING),
    DECODING("decoding", TaskPart.DECODING, TaskPart.SCALING),
    STORAGE("reading from the storage", TaskPart.FETCHING),
    WAITING("waiting for the device", TaskPart.WAITING),
    WRITING("what follows detection (filters, writing)", TaskPart.WRITING),
    START("start-up", TaskPart.OPENING, TaskPart.LOADING, TaskPart.OTHER);

    private final String label;

    @SuppressWarnings("ImmutableEnumChecker") // List.of cannot be changed.
    private final List<TaskPart> parts;

    Kind(String label, TaskPart... parts) {
      this.label = label;
      this.parts = List.of(parts);
    }

    private double share(TaskTimes times) {
      return parts.stream().mapToLong(times::nanos).sum() / (double) times.total();
    }
  }

  /**
   * Finds the bottleneck of a job.
   *
   * @param detecting seconds from the start of the first task that read videos to the end of the
   *     last
   * @param whole seconds of the job with its planning and Spark's start; as {@code detecting} where
   *     that does not count
   * @param processes that ran tasks, at least 1
   * @return empty if no task has ended well
   */
  public static Optional<Bottleneck> of(
      TaskTimes times, double detecting, double whole, int processes) {
    if (times.total() <= 0) {
      return Optional.empty();
    }
    List<Kind> kinds =
        Arrays.stream(Kind.values())
            .sorted(Comparator.comparingDouble((Kind kind) -> kind.share(times)).reversed())
            .toList();
    boolean gpu = times.deviceNanos() > 0;
    boolean busy = times.deviceNanos() / 1e9 >= BUSY * detecting * Math.max(1, processes);
    Kind most = kinds.get(0);
    if (whole > 2 * detecting) {
      Kind next = most == Kind.START ? kinds.get(1) : most;
      return Optional.of(
          new Bottleneck(
              Kind.START,
              1 - detecting / whole,
              "the job's time",
              next,
              next.share(times) * detecting / whole,
              advice(Kind.START, gpu, busy),
              failures(times)));
    }
    return Optional.of(
        new Bottleneck(
            most,
            most.share(times),
            "task time",
            kinds.get(1),
            kinds.get(1).share(times),
            advice(most, gpu, busy),
            failures(times)));
  }

  private static String advice(Kind kind, boolean gpu, boolean busy) {
    return switch (kind) {
      case INFERENCE ->
          gpu
              ? "more or faster GPUs, or a smaller model, would help; more cores or faster storage"
                  + " would not"
              : "more executors would help, faster storage would not";
      case DECODING ->
          gpu
              ? "more cores for each GPU, or fewer frames (--fps), would help; more GPUs alone"
                  + " would not"
              : "more executors, or fewer frames (--fps), would help; faster storage or a smaller"
                  + " model would not";
      case STORAGE ->
          "faster storage, or executors nearer to it, would help; a smaller model or a GPU would"
              + " not";
      case WAITING ->
          busy
              ? "another GPU or a smaller model would help; more tasks for each GPU would not"
              : "a shorter --batch-delay, or more tasks for each executor, would help; another GPU"
                  + " would not";
      case WRITING ->
          "faster storage for the results, or fewer rows and columns, would help; a smaller model or"
              + " a GPU would not";
      case START ->
          "more or longer videos in one job would help; more executors or faster storage would not";
    };
  }

  private static String failures(TaskTimes times) {
    double share = times.failedNanos() / (double) times.total();
    return times.failures() == 0 || share < FAILED
        ? ""
        : String.format(
            Locale.ROOT,
            "; %,d failed or stopped %s of tasks took another %s",
            times.failures(),
            times.failures() == 1 ? "attempt" : "attempts",
            percent(share));
  }

  /** Returns the sentence, without a full stop. */
  public String sentence() {
    return "bound by "
        + most.label
        + ": "
        + percent(share)
        + " of "
        + of
        + "; "
        + second.label
        + " "
        + percent(secondShare)
        + "; "
        + advice
        + failures;
  }

  /** Returns the bottleneck in a few words, for a line of progress. */
  public String brief() {
    return "bound by " + most.label + " (" + percent(share) + ")";
  }

  private static String percent(double share) {
    return Math.round(100 * share) + " %";
  }
}

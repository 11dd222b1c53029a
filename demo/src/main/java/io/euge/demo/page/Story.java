package io.euge.demo.page;

import io.euge.inference.sharing.SharingMode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The content of the report. Texts are plain text, not HTML.
 *
 * @param at end of the demo
 * @param seconds total duration
 * @param clips in display order
 * @param reusedClips number of clips that an earlier demo created
 * @param runs of the same job over all clips, at least one; runs with a shared model are sorted
 *     first
 * @param further measurements of sharing with larger models; may be empty
 * @param overall scores over all classes and clips; its average precision is the mean over the
 *     classes
 * @param classes in the order of the model's labels; a class without vehicles and detections is not
 *     shown
 * @param pictures annotated frames, at least one; the first is shown large
 * @param film the annotated video, if it exists
 * @param commands the suggested next steps, in order
 * @param limits one sentence for each limitation of the figures
 */
public record Story(
    Instant at,
    double seconds,
    Machine machine,
    Network network,
    List<Clip> clips,
    int reusedClips,
    List<Run> runs,
    List<Point> further,
    Score overall,
    List<Score> classes,
    List<Picture> pictures,
    Optional<Film> film,
    List<Command> commands,
    List<String> limits) {

  public Story {
    clips = List.copyOf(clips);
    runs = runs.stream().sorted(Comparator.comparing(Run::sharing)).toList();
    further = List.copyOf(further);
    classes = List.copyOf(classes);
    pictures = List.copyOf(pictures);
    commands = List.copyOf(commands);
    limits = List.copyOf(limits);
    if (runs.isEmpty() || pictures.isEmpty()) {
      throw new IllegalArgumentException("a story needs a run and a picture");
    }
  }

  /** Returns the first run with one copy of the model per task, if there is one. */
  Optional<Run> unshared() {
    return runs.stream().filter(run -> run.sharing() == SharingMode.TASK).findFirst();
  }

  /**
   * The machine that ran the demo.
   *
   * @param processor name of the CPU
   * @param cores number of cores that Java reports
   * @param memoryBytes memory of the machine
   * @param versions such as {@code Java 17.0.15}, {@code Spark 4.2.0}
   */
  public record Machine(String processor, int cores, long memoryBytes, List<String> versions) {
    public Machine {
      versions = List.copyOf(versions);
    }
  }

  /**
   * The model used for detection.
   *
   * @param name value of {@code --model}
   * @param words description, one sentence
   * @param input such as {@code 320x320}
   * @param bytes size of its files
   */
  public record Network(String name, String words, String input, long bytes) {}

  /**
   * A synthetic video with its scores.
   *
   * @param condition such as {@code dusk}
   * @param bytes size of its file
   * @param score over all classes in this clip
   * @param found vehicles in view as detected: the mean over the frames of each second
   * @param there vehicles in view that should be found: the mean over the frames of each second
   * @param crossings of the lanes' lines
   */
  public record Clip(
      String name,
      String condition,
      int width,
      int height,
      double seconds,
      int frames,
      long bytes,
      Score score,
      List<Double> found,
      List<Double> there,
      List<Crossings> crossings) {
    public Clip {
      crossings = List.copyOf(crossings);
      found = List.copyOf(found);
      there = List.copyOf(there);
    }
  }

  /**
   * The vehicles that crossed a line in one direction.
   *
   * @param counted crossings of the tracks
   * @param there crossings in the ground truth
   */
  public record Crossings(String line, String direction, int counted, int there) {}

  /**
   * A run of the Spark job over all clips in a separate process.
   *
   * @param tasks number of concurrent tasks
   * @param frames of all clips
   * @param seconds from the start of the job to its end
   * @param processorSeconds CPU time of the process in this time, over all cores
   * @param readySeconds until every task had its model; NaN if unknown
   * @param peakBytes maximum of the process's resident memory
   * @param growthBytes growth of the process's resident memory during the job
   * @param modelCopies maximum number of copies of the model in memory
   * @param detections number of detections
   * @param digest hash of the detections: equal for equal results
   */
  public record Run(
      SharingMode sharing,
      int tasks,
      long frames,
      double seconds,
      double processorSeconds,
      double readySeconds,
      long peakBytes,
      long growthBytes,
      int modelCopies,
      long detections,
      String digest) {
    /** Returns the throughput, including the time to load the model. */
    public double framesPerSecond() {
      return frames / seconds;
    }
  }

  /**
   * A measurement of sharing with another model.
   *
   * @param model its name and size
   * @param tasks number of concurrent tasks
   * @param readySeconds until every task had its model; NaN if unknown
   * @param peakBytes maximum of the process's resident memory
   */
  public record Point(
      String model, SharingMode sharing, int tasks, double readySeconds, long peakBytes) {}

  /**
   * The scores of detection. A ratio with denominator 0 is NaN.
   *
   * @param name of the class or group
   * @param there number of vehicles in all frames that should be found
   * @param found number of detections that count
   * @param precision fraction of the detections that are correct, in [0, 1]
   * @param recall fraction of the vehicles that were found, in [0, 1]
   * @param averagePrecision at an intersection over union of 0.5, in [0, 1]
   */
  public record Score(
      String name,
      long there,
      long found,
      double precision,
      double recall,
      double averagePrecision) {}

  /**
   * An annotated frame.
   *
   * @param caption sentence shown below it
   * @param words alternative text
   * @param file a JPEG or PNG
   */
  public record Picture(String caption, String words, Path file) {}

  /**
   * A video in the same directory as the page.
   *
   * @param file its name in the directory
   * @param caption sentence shown below it
   */
  public record Film(String file, String caption) {}

  /**
   * A suggested command.
   *
   * @param words what it does, one sentence
   * @param line the command; may have several lines
   */
  public record Command(String words, String line) {}
}

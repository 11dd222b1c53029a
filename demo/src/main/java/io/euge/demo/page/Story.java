package io.euge.demo.page;

import io.euge.inference.sharing.SharingMode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Everything the page of a demo shows. Texts are plain, not HTML.
 *
 * @param at when the demo ended
 * @param seconds it took in all
 * @param clips in the order they are shown
 * @param reusedClips how many of them an earlier demo made
 * @param runs of the same job over all clips, at least one; kept with the shared one first
 * @param further more points of sharing, of a bigger model; may be empty
 * @param overall over all classes and clips; its average precision is the mean of the classes'
 * @param classes in the order of the model's labels; one without sightings and detections is not
 *     shown
 * @param pictures annotated frames, at least one; the first is the page's large one
 * @param film the annotated video, if there is one
 * @param commands to do the same with one's own, in order
 * @param limits one sentence each: what these figures do not say
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

  /** The first run with a copy of the model for each task, if there is one. */
  Optional<Run> unshared() {
    return runs.stream().filter(run -> run.sharing() == SharingMode.TASK).findFirst();
  }

  /**
   * What the demo ran on.
   *
   * @param processor in words
   * @param cores as Java counts them
   * @param memoryBytes of the machine
   * @param versions such as {@code Java 17.0.15}, {@code Spark 4.2.0}
   */
  public record Machine(String processor, int cores, long memoryBytes, List<String> versions) {
    public Machine {
      versions = List.copyOf(versions);
    }
  }

  /**
   * The model that detected.
   *
   * @param name as {@code --model} takes it
   * @param words what it is, one sentence
   * @param input such as {@code 320x320}
   * @param bytes of its files
   */
  public record Network(String name, String words, String input, long bytes) {}

  /**
   * A video that was made and watched.
   *
   * @param condition such as {@code dusk}
   * @param bytes of its file
   * @param score over all classes in this clip
   * @param found vehicles in view as detected: for each second, the mean over its frames
   * @param there vehicles in view that were to be found, in the same way
   * @param crossings of the lines of its lanes
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
   * @param counted by tracking the detections
   * @param there in truth
   */
  public record Crossings(String line, String direction, int counted, int there) {}

  /**
   * The Spark job over all clips in a process of its own.
   *
   * @param tasks at once
   * @param frames of all clips
   * @param seconds from the job's start to its end
   * @param processorSeconds that the process used meanwhile, over all cores
   * @param readySeconds until every task had its model; NaN if not known
   * @param peakBytes the most that was resident in the process
   * @param growthBytes what the job added to the process's resident memory
   * @param modelCopies that were in memory at once
   * @param detections that came out
   * @param digest of the detections: equal for equal results
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
    /** Throughput with all loading. */
    public double framesPerSecond() {
      return frames / seconds;
    }
  }

  /**
   * One measurement of sharing with another model.
   *
   * @param model its name and size in words
   * @param tasks at once
   * @param readySeconds until every task had its model; NaN if not known
   * @param peakBytes the most that was resident in the process
   */
  public record Point(
      String model, SharingMode sharing, int tasks, double readySeconds, long peakBytes) {}

  /**
   * How well vehicles were found. A part of nothing is NaN.
   *
   * @param name of the class, or what else is scored
   * @param there sightings that were to be found
   * @param found detections that count
   * @param precision the part of the detections that are right, 0 to 1
   * @param recall the part of the sightings that were found, 0 to 1
   * @param averagePrecision at an intersection over union of 0.5, 0 to 1
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
   * @param caption a sentence below it
   * @param words what is to be seen, for those who do not see it
   * @param file a JPEG or PNG
   */
  public record Picture(String caption, String words, Path file) {}

  /**
   * A video beside the page.
   *
   * @param file its name in the page's folder
   * @param caption a sentence below it
   */
  public record Film(String file, String caption) {}

  /**
   * Something to type next.
   *
   * @param words what it does, one sentence
   * @param line as typed, may have several lines
   */
  public record Command(String words, String line) {}
}

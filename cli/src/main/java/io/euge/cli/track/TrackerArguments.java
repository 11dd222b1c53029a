package io.euge.cli.track;

import io.euge.OptionException;
import io.euge.cli.console.HelpSections;
import io.euge.spark.tracking.TrackSettings;
import io.euge.tracking.TrackerOptions;
import io.euge.tracking.TrackerType;
import picocli.CommandLine.Option;

/** The options of the tracker. */
public final class TrackerArguments {
  @Option(
      names = "--tracker",
      order = HelpSections.MODEL,
      paramLabel = "sort|bytetrack|ocsort",
      description = "The tracker (default: bytetrack).")
  private TrackerType type = TrackerType.DEFAULT;

  @Option(
      names = "--track-confidence",
      order = HelpSections.MODEL,
      paramLabel = "C",
      description =
          "Minimum confidence of a detection that starts a track, for bytetrack 0.1 more; "
              + "bytetrack and"
              + " ocsort continue tracks with detections of at least 0.1 (default: 0.3, for "
              + "ocsort 0.4).")
  private Double confidence;

  @Option(
      names = "--track-iou",
      order = HelpSections.MODEL,
      paramLabel = "IOU",
      description =
          "Minimum IoU of a detection and a track, for bytetrack multiplied by the confidence"
              + " (default: 0.3, for bytetrack 0.1).")
  private Double overlap;

  @Option(
      names = "--max-age",
      order = HelpSections.MODEL,
      paramLabel = "AGE",
      description =
          "How long a track is kept without detections: for sort frames of the input (default: 1),"
              + " for the others seconds (default: 1 for bytetrack, 1.2 for ocsort).")
  private Double maxAge;

  @Option(
      names = "--min-hits",
      order = HelpSections.MODEL,
      paramLabel = "N",
      description =
          "Detections in a row that confirm a track (default: 3, for bytetrack 2; sort and ocsort do not count the first).")
  private Integer minHits;

  @Option(
      names = "--skip-empty-frames",
      order = HelpSections.SAMPLING,
      description = "Skip frames without detections, as if their time had not passed.")
  private boolean skipEmptyFrames;

  @Option(
      names = "--join-files",
      order = HelpSections.INPUT,
      description =
          "Track files of one camera whose times follow each other within a second as one"
              + " sequence.")
  private boolean joinFiles;

  /**
   * Returns the settings of the tracker.
   *
   * @param frameRate frames per second for rows without increasing times; null for the default
   * @param predictions whether predicted boxes are included in the tracks
   * @throws OptionException if values are invalid; the message has all of them
   */
  public TrackSettings settings(Double frameRate, boolean predictions) {
    return new TrackSettings(type, options(frameRate).withPredictions(predictions), joinFiles);
  }

  private TrackerOptions options(Double frameRate) {
    OptionException.checkAll(
        () -> check("--track-confidence", confidence, 0, 1, "a number from 0 to 1"),
        () -> check("--track-iou", overlap, 0, 1, "a number from 0 to 1"),
        this::checkMaxAge,
        () -> check("--min-hits", minHits, 0, 1e9, "a whole number of at least 0"),
        () -> check("--frame-rate", frameRate, 1e-3, 1e4, "frames per second, as in 25"));
    TrackerOptions options =
        type.options()
            .withFrameDuration(
                1 / (frameRate == null ? TrackerOptions.USUAL_FRAME_RATE : frameRate));
    options = confidence == null ? options : options.withConfidence(confidence);
    options = overlap == null ? options : options.withOverlap(overlap);
    options = maxAge == null ? options : options.withMaxAge(maxAge);
    options = minHits == null ? options : options.withMinHits(minHits);
    return options.withSkipEmptyFrames(skipEmptyFrames);
  }

  private void checkMaxAge() {
    if (maxAge != null && !type.isMaxAge(maxAge)) {
      throw new OptionException("--max-age is %s: give %s".formatted(maxAge, type.maxAgeForm()));
    }
  }

  private static void check(String name, Number value, double least, double most, String remedy) {
    if (value != null && !(value.doubleValue() >= least && value.doubleValue() <= most)) {
      throw new OptionException("%s is %s: give %s".formatted(name, value, remedy));
    }
  }
}

package io.euge.cli.count;

import io.euge.OptionException;
import io.euge.Printable;
import io.euge.cli.console.HelpSections;
import io.euge.spark.conf.ConfigEntry;
import io.euge.spark.conf.ReaderOptions;
import io.euge.spark.recording.Recording;
import io.euge.spark.recording.RecordingRules;
import io.euge.tracking.TrackerOptions;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** The options that supply information about the videos that text input lacks. */
final class VideoArguments {
  private static final Pattern SIZE = Pattern.compile("([1-9][0-9]{0,5})x([1-9][0-9]{0,5})");

  @Option(
      names = "--frame-rate",
      order = HelpSections.SAMPLING,
      paramLabel = "FPS",
      description =
          "Frames per second of tracks as text, and where times do not grow (default: that of"
              + " seqinfo.ini beside them, else 25).")
  private Double frameRate;

  @Option(
      names = "--frame-size",
      order = HelpSections.SAMPLING,
      paramLabel = "WIDTHxHEIGHT",
      description =
          "Pixels of the frames, for lines in parts of the frame (default: that of seqinfo.ini).")
  private String frameSize;

  @Option(
      names = "--label",
      order = HelpSections.MODEL,
      paramLabel = "LABEL",
      defaultValue = "vehicle",
      description = "The class of tracks that have none (default: ${DEFAULT-VALUE}).")
  private String label;

  @Option(
      names = "--camera-pattern",
      order = HelpSections.INPUT,
      paramLabel = "REGEX",
      description = "Finds the camera in the path of a file: a regular expression with one group.")
  private String cameraPattern;

  @Option(
      names = "--start",
      order = HelpSections.INPUT,
      paramLabel = "TIME",
      description = "When the first frame was recorded, such as 2026-01-31T07:00:00.")
  private String start;

  @Option(
      names = "--time-pattern",
      order = HelpSections.INPUT,
      paramLabel = "PATTERN",
      description = "Finds the time of the first frame in a file's name, such as yyyyMMdd_HHmmss.")
  private String timePattern;

  @Option(
      names = "--time-zone",
      order = HelpSections.INPUT,
      paramLabel = "ZONE",
      description =
          "The time zone of times without an offset, and of the intervals (default: UTC).")
  private String timeZone;

  /**
   * Checks all values.
   *
   * @throws OptionException if values are invalid; the message has all of them
   */
  void check() {
    OptionException.checkAll(
        this::checkRate,
        this::size,
        () -> parse(ReaderOptions.CAMERA_PATTERN, cameraPattern),
        () -> parse(ReaderOptions.START, start),
        () -> parse(ReaderOptions.TIME_PATTERN, timePattern),
        this::zone,
        this::checkStart);
  }

  private void checkRate() {
    if (frameRate != null && !(frameRate >= 1e-3 && frameRate <= 1e4)) {
      throw new OptionException(
          "--frame-rate is %s: give frames per second, as in 25".formatted(frameRate));
    }
  }

  private void checkStart() {
    if (start != null && timePattern != null) {
      throw new OptionException("--start and --time-pattern exclude each other: give one of them");
    }
  }

  /** Returns the label of tracks without a label. */
  String label() {
    return label;
  }

  /** Returns the given frame rate; null if none was given. */
  Double givenFrameRate() {
    return frameRate;
  }

  /** Returns the frame rate of a video. */
  double frameRate(OptionalDouble known) {
    return frameRate != null ? frameRate : known.orElse(TrackerOptions.USUAL_FRAME_RATE);
  }

  /** Returns the given width and height. */
  Optional<int[]> size() {
    if (frameSize == null) {
      return Optional.empty();
    }
    Matcher size = SIZE.matcher(frameSize);
    if (!size.matches()) {
      throw new OptionException(
          "--frame-size is '%s': give width and height in pixels, as in 1920x1080"
              .formatted(Printable.of(frameSize)));
    }
    return Optional.of(
        new int[] {Integer.parseInt(size.group(1)), Integer.parseInt(size.group(2))});
  }

  /** Returns the time zone of the intervals. */
  ZoneId zone() {
    return parse(ReaderOptions.TIME_ZONE, timeZone == null ? "UTC" : timeZone);
  }

  /** Returns files with the camera and the start time that their paths contain. */
  List<Recording> recordings(List<Path> files) {
    RecordingRules rules =
        new RecordingRules(
            parse(ReaderOptions.CAMERA_PATTERN, cameraPattern, Optional.empty()).orElse(null),
            parse(ReaderOptions.START, start, Optional.empty()).orElse(null),
            parse(ReaderOptions.TIME_PATTERN, timePattern, Optional.empty()).orElse(null),
            zone());
    return rules.apply(
        files.stream()
            .map(file -> new Recording(file.toAbsolutePath().normalize().toString(), null, null))
            .toList());
  }

  private static <T> T parse(ConfigEntry<T> option, String text, T absent) {
    return text == null ? absent : parse(option, text);
  }

  private static <T> T parse(ConfigEntry<T> option, String text) {
    if (text == null) {
      return null;
    }
    try {
      return option.parse(text);
    } catch (IllegalArgumentException e) {
      throw new OptionException(
          "--%s is '%s': give %s".formatted(option.name(), Printable.of(text), option.form()));
    }
  }
}

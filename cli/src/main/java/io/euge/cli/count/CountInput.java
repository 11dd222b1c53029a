package io.euge.cli.count;

import io.euge.EugeException;
import io.euge.OptionException;
import io.euge.cli.checkpoint.CheckpointArguments;
import io.euge.cli.cost.PriceArguments;
import io.euge.cli.detect.DetectionArguments;
import io.euge.cli.evaluate.tracks.TrackFile;
import io.euge.cli.job.SparkOptions;
import io.euge.cli.table.TableFormat;
import io.euge.cli.track.TableInput;
import io.euge.cli.track.TrackerArguments;
import io.euge.cli.track.VideoDetections;
import io.euge.counting.layout.LinesFile;
import io.euge.spark.conf.ConfigEntry;
import io.euge.spark.conf.ReaderOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** The input of a count and the options to read it: text, a table, or videos with a model. */
final class CountInput {
  /** Options of text input that the reader of videos also has. */
  private static final Set<ConfigEntry<?>> OF_RECORDINGS =
      Set.of(
          ReaderOptions.CAMERA_PATTERN,
          ReaderOptions.START,
          ReaderOptions.TIME_PATTERN,
          ReaderOptions.TIME_ZONE);

  private static final List<String> ONLY_FOR_TEXT = List.of("--frame-size", "--label");
  private static final List<String> NOT_FOR_TABLES =
      List.of("--frame-size", "--label", "--camera-pattern", "--start", "--time-pattern");
  private static final List<String> TRACKING =
      List.of(
          "--tracker",
          "--track-confidence",
          "--track-iou",
          "--max-age",
          "--min-hits",
          "--skip-empty-frames",
          "--join-files");

  @Mixin private VideoArguments videos;
  @Mixin private TrackerArguments tracker;
  @Mixin private CheckpointArguments checkpoint;
  @Mixin private SparkOptions sparkOptions;
  @Mixin private PriceArguments price;

  /** Returns the options that supply missing information about the videos of text input. */
  VideoArguments videos() {
    return videos;
  }

  /**
   * Checks the options of detection and tracking.
   *
   * @throws OptionException if values are invalid; the message has all of them
   */
  void check(CommandSpec command) {
    OptionException.checkAll(
        () -> tracker.settings(null, false),
        checkpoint::check,
        price::check,
        () ->
            VideoDetections.check(
                DetectionArguments.given(command.commandLine().getParseResult()), sparkOptions));
  }

  /** Returns whether rows state what they follow from: the text of a table has no metadata. */
  boolean wantsProvenance(CommandSpec command) {
    return Boolean.parseBoolean(
        DetectionArguments.given(command.commandLine().getParseResult())
            .get(ReaderOptions.PROVENANCE));
  }

  /** Returns whether a file may be replaced because a job of the same checkpoint has written it. */
  boolean mayReplace(Path file) {
    return checkpoint.isGiven() && checkpoint.mayReplace(address(file), sparkOptions.hadoop());
  }

  private static String address(Path file) {
    return file.toAbsolutePath().normalize().toUri().toString();
  }

  /** Returns the inputs that are local files, so that no output overwrites them. */
  static List<Path> files(List<String> inputs) {
    return inputs.stream().filter(input -> !TableInput.isAddress(input)).map(Path::of).toList();
  }

  /**
   * Returns the source for inputs, which must all be of one kind.
   *
   * @param provenance receives that of the videos; null if it is not wanted
   * @param output path of the counts as given by the user
   * @throws OptionException if options are not valid for the inputs
   */
  TrackSource source(
      List<String> inputs,
      CommandSpec command,
      LinesFile lines,
      CountProvenance provenance,
      String output) {
    ParseResult parsed = command.commandLine().getParseResult();
    Map<ConfigEntry<?>, String> given = new LinkedHashMap<>(DetectionArguments.given(parsed));
    if (given.containsKey(ReaderOptions.MODEL)) {
      refuse(parsed, ONLY_FOR_TEXT, "videos");
      VideoDetections source = VideoDetections.of(inputs, given, sparkOptions);
      SparkTracks tracks = spark(SparkTracks.Input.of(source), command, lines, provenance, output);
      return checkpoint.isGiven()
          ? new CheckpointTracks(tracks, source, checkpoint, address(Path.of(output)))
          : tracks;
    }
    checkpoint.refuseWithoutModel();
    price.refuseWithoutModel();
    given.keySet().removeAll(OF_RECORDINGS);
    boolean provenanceGiven = given.remove(ReaderOptions.PROVENANCE) != null;
    VideoDetections.requireNone(given.keySet());
    if (inputs.stream().allMatch(CountInput::isText)) {
      if (provenanceGiven) {
        VideoDetections.requireNone(Set.of(ReaderOptions.PROVENANCE));
      }
      refuse(parsed, TRACKING, "tracks as text");
      return TextTracks.of(files(inputs), videos);
    }
    if (inputs.size() > 1) {
      throw new OptionException(
          "%d inputs are given: give files of MOT text, or one table, or --model to detect in videos"
              .formatted(inputs.size()));
    }
    refuse(parsed, NOT_FOR_TABLES, "tables");
    return spark(
        SparkTracks.Input.of(new TableInput(inputs.get(0))), command, lines, provenance, output);
  }

  private SparkTracks spark(
      SparkTracks.Input input,
      CommandSpec command,
      LinesFile lines,
      CountProvenance provenance,
      String output) {
    ParseResult parsed = command.commandLine().getParseResult();
    Set<String> tracking = new LinkedHashSet<>();
    Stream.concat(TRACKING.stream(), Stream.of("--frame-rate"))
        .filter(parsed::hasMatchedOption)
        .forEach(tracking::add);
    return new SparkTracks(
        command,
        sparkOptions,
        price,
        input,
        tracker.settings(videos.givenFrameRate(), false),
        tracking,
        lines,
        videos.zone(),
        provenance,
        output);
  }

  private static void refuse(ParseResult parsed, List<String> options, String what) {
    List<String> given = options.stream().filter(parsed::hasMatchedOption).toList();
    if (!given.isEmpty()) {
      throw new OptionException(
          "%s does not apply to %s: leave it out".formatted(String.join(", ", given), what));
    }
  }

  /** Returns whether the input is a local text file, or a local directory of text files. */
  private static boolean isText(String input) {
    if (TableInput.isAddress(input)) {
      return false;
    }
    Path place = Path.of(input);
    if (!Files.exists(place)) {
      throw new EugeException(
          "Cannot read %s: there is no such file; give MOT text, a table of tracks or of detections, or videos with --model"
              .formatted(input));
    }
    return Files.isDirectory(place)
        ? !TrackFile.tracks(place).isEmpty() || !TrackFile.truths(place).isEmpty()
        : TrackFile.isScene(place) || TableFormat.ofName(input).isEmpty();
  }
}

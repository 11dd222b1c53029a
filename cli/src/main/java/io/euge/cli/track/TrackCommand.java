package io.euge.cli.track;

import io.euge.EugeException;
import io.euge.OptionException;
import io.euge.cli.checkpoint.CheckpointArguments;
import io.euge.cli.console.HelpSections;
import io.euge.cli.cost.PriceArguments;
import io.euge.cli.detect.DetectionArguments;
import io.euge.cli.job.SparkOptions;
import io.euge.cli.table.TableFormat;
import io.euge.cli.table.TextOutput;
import io.euge.spark.conf.ConfigEntry;
import io.euge.spark.conf.ReaderOptions;
import io.euge.spark.tracking.TrackSettings;
import io.euge.tracking.TrackerOptions;
import io.euge.tracking.mot.TrackTextFormat;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code euge track}: assigns track IDs to detected vehicles. */
@Command(
    name = "track",
    mixinStandardHelpOptions = true,
    footer = {
      "  euge track recordings --model demo --output tracks",
      "  euge track det.txt --tracker sort --output tracks.txt"
    },
    modelTransformer = DetectionArguments.OptionalModel.class,
    description =
        "Tracks the objects in detections: an object has the same track number in all " + "frames.")
public final class TrackCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "INPUT",
      description =
          "A table of euge detect, or MOT text, or with --model videos, directories of videos (with"
              + " all below them) or globs.")
  private List<String> inputs;

  @Mixin private TrackerArguments tracker;
  @Mixin private TrackOutputArguments output;
  @Mixin private CheckpointArguments checkpoint;
  @Mixin private SparkOptions sparkOptions;
  @Mixin private PriceArguments price;

  @Option(
      names = "--frame-rate",
      order = HelpSections.SAMPLING,
      paramLabel = "FPS",
      description =
          "Frames per second: of MOT text, which has no times, and where times do not grow"
              + " (default: 25).")
  private Double frameRate;

  @Option(
      names = "--predicted",
      order = HelpSections.OUTPUT,
      description = "Also write predicted boxes of tracks, in frames without a detection of them.")
  private boolean predictions;

  @Override
  public Integer call() throws Exception {
    Map<ConfigEntry<?>, String> given =
        DetectionArguments.given(spec.commandLine().getParseResult());
    OptionException.checkAll(
        () -> tracker.settings(frameRate, predictions),
        checkpoint::check,
        price::check,
        () -> VideoDetections.check(given, sparkOptions));
    TrackSettings settings = tracker.settings(frameRate, predictions);
    if (given.containsKey(ReaderOptions.MODEL)) {
      return checkpoint.isGiven()
          ? job(settings, given).runFromCheckpoint(inputs, given, checkpoint)
          : job(settings, given).runVideos(inputs, given);
    }
    checkpoint.refuseWithoutModel();
    price.refuseWithoutModel();
    String input = inputs.get(0);
    if (inputs.size() > 1) {
      throw new OptionException(
          "%d inputs are given: give one table or file of MOT text, or --model to detect in videos"
              .formatted(inputs.size()));
    }
    boolean text = isText(input);
    Set<ConfigEntry<?>> ofVideos = new LinkedHashSet<>(given.keySet());
    if (!text) {
      ofVideos.remove(ReaderOptions.PROVENANCE);
    }
    VideoDetections.requireNone(ofVideos);
    return text ? trackText(Path.of(input), settings) : job(settings, given).runTable(input);
  }

  private TrackingJob job(TrackSettings settings, Map<ConfigEntry<?>, String> given) {
    Optional<Boolean> provenance =
        Optional.ofNullable(given.get(ReaderOptions.PROVENANCE)).map(Boolean::valueOf);
    return new TrackingJob(spec, sparkOptions, price, settings, output.target(provenance));
  }

  /** Returns whether the input is a local file that is not in a table format. */
  private static boolean isText(String input) {
    return !TableInput.isAddress(input)
        && TableFormat.ofName(input).isEmpty()
        && !Files.isDirectory(Path.of(input));
  }

  private int trackText(Path input, TrackSettings settings) {
    if (settings.joinFiles()) {
      throw new OptionException("--join-files is for videos and tables: MOT text is one sequence");
    }
    TextOutput target = output.ofText();
    requireText(input);
    target.check(List.of(input));
    MotTracking tracking = new MotTracking();
    tracking.run(
        input,
        settings.tracker().create(settings.options()),
        frameRate == null ? TrackerOptions.USUAL_FRAME_RATE : frameRate,
        target);
    spec.commandLine().getOut().println(tracking.summary());
    spec.commandLine().getOut().println("written to " + target.output() + " as mot");
    spec.commandLine().getOut().flush();
    return 0;
  }

  private static void requireText(Path input) {
    if (!Files.isRegularFile(input)) {
      throw new EugeException(
          "Cannot read %s: there is no such file; give a table of euge detect, MOT text, or videos with --model"
              .formatted(input));
    }
    if (!isMotText(input)) {
      throw new EugeException(
          "Cannot track %s: it is not MOT text (frame,id,left,top,width,height,confidence) and no table; give one of them, or --model to detect in a video"
              .formatted(input));
    }
  }

  static boolean isMotText(Path file) {
    return Set.of(TrackTextFormat.MOT, TrackTextFormat.EMPTY).contains(TrackTextFormat.of(file));
  }
}

package io.euge.cli.render;

import io.euge.EugeException;
import io.euge.OptionException;
import io.euge.cli.console.AvailableModels;
import io.euge.cli.console.ErrorHandler;
import io.euge.cli.console.HelpSections;
import io.euge.cli.console.ModelArguments;
import io.euge.cli.console.Warnings;
import io.euge.cli.job.ProgressLine;
import io.euge.cli.job.SparkOptions;
import io.euge.cli.table.DetectionRow;
import io.euge.counting.layout.LinesFile;
import io.euge.detection.pipeline.DetectionModels;
import io.euge.device.DeviceRequest;
import io.euge.model.Model;
import io.euge.rendering.FrameAnnotations;
import io.euge.rendering.TrackOverlay;
import io.euge.video.DecodeOptions;
import io.euge.video.VideoException;
import io.euge.video.VideoInfo;
import io.euge.video.decode.VideoReader;
import io.euge.video.write.VideoWriteException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code euge render}: draws or blurs detections or tracks in videos. */
@Command(
    name = "render",
    mixinStandardHelpOptions = true,
    description = {
      "Draws detections or tracks on a video, or blurs them, and writes it as MP4 (H.264, without"
          + " sound).",
      "Detections come from a table of euge detect or straight from a model, tracks from euge track:"
          + " they have numbers, trails, and running counts at the lines of --lines."
    },
    footer = {
      "  euge render day.mp4 --detections found --blur person --output anonymous.mp4",
      "  euge render day.mp4 --tracks tracks --lines lines.json --output counted.mp4"
    })
public final class RenderCommand implements Callable<Integer> {
  private static final double DEFAULT_CONFIDENCE = 0.25;

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "VIDEO",
      arity = "1..*",
      description =
          "A video in a local file; with --tracks and a directory as --output also several, and"
              + " directories of videos, which Spark renders in parallel.")
  private List<String> videos;

  @Option(
      names = "--detections",
      order = HelpSections.INPUT,
      paramLabel = "TABLE",
      description =
          "What euge detect --output wrote, as Parquet or JSON; it may have other videos too.")
  private Path detections;

  @Mixin private TrackArguments tracks;
  @Mixin private SparkOptions sparkOptions;

  @Option(
      names = "--model",
      order = HelpSections.MODEL,
      paramLabel = "MODEL",
      description = "Instead of a table: a model that detects in every frame.")
  private String model;

  @Mixin private ModelArguments described;

  @Option(
      names = "--output",
      order = HelpSections.OUTPUT,
      paramLabel = "FILE",
      description =
          "The video to write, an .mp4 file; not needed with --heatmap or --paths. With --tracks also"
              + " a directory, for many videos.")
  private Path output;

  @Mixin private BlurOption blur;

  @Option(
      names = "--classes",
      order = HelpSections.OUTPUT,
      split = ",",
      paramLabel = "CLASS",
      description =
          "Draw the boxes of these classes, labels or numbers from 0 (default: all that are not blurred).")
  private List<String> classes = List.of();

  @Option(
      names = "--no-boxes",
      order = HelpSections.OUTPUT,
      description = "Draw no boxes: for --blur alone.")
  private boolean noBoxes;

  @Option(
      names = "--confidence",
      order = HelpSections.MODEL,
      paramLabel = "C",
      description =
          "Draw and blur detections with at least this confidence (default: 0.25; all of "
              + "--tracks).")
  private Double confidence;

  @Option(
      names = "--device",
      order = HelpSections.TUNING,
      paramLabel = "DEVICE",
      defaultValue = "auto",
      description = "Where --model runs: auto, cpu, cuda or cuda:N (default: ${DEFAULT-VALUE}).")
  private String device;

  @Option(
      names = "--overwrite",
      order = HelpSections.OUTPUT,
      description = "Replace the output if it exists.")
  private boolean overwrite;

  @Override
  public Integer call() throws IOException {
    checkOptions();
    DeviceRequest request = request();
    if (tracks.isGiven() && isJob()) {
      return job().run();
    }
    if (videos.size() > 1) {
      throw new OptionException(
          "%d videos are given: give one, or --tracks and a directory as --output"
              .formatted(videos.size()));
    }
    Path file = LocalVideo.file(videos.get(0));
    VideoInfo info = VideoReader.probe(file);
    if (tracks.isGiven()) {
      return renderTracks(file, info);
    }
    try (OutputVideo target = OutputVideo.of(output, file, overwrite)) {
      return detections != null
          ? renderTable(file, info, target)
          : renderModel(file, info, target, request);
    }
  }

  private void checkOptions() {
    long sources = Stream.of(detections, model, tracks.table()).filter(Objects::nonNull).count();
    if (sources != 1) {
      throw new OptionException(
          "Give one of --detections, the table of euge detect, --tracks, that of euge track, and --model, which detects now");
    }
    tracks.check();
    if (output == null && !tracks.hasPictures()) {
      throw new OptionException("Missing --output: give the name of an MP4 file");
    }
    if (model == null && !described.arguments().isEmpty()) {
      throw new OptionException(
          "%s is about a model, and the detections come from a table: leave it out"
              .formatted(described.arguments().get(0)));
    }
    if (noBoxes && !classes.isEmpty()) {
      throw new OptionException(
          "--no-boxes draws none and --classes says which to draw: give one of them");
    }
  }

  /**
   * Returns whether to render many videos. The output is then a directory: an existing one, or a
   * name without the extension of a video.
   */
  private boolean isJob() {
    return output != null
        && (videos.size() > 1
            || Files.isDirectory(output)
            || Files.isDirectory(Path.of(videos.get(0)))
            || (output.getFileName() != null && output.getFileName().toString().indexOf('.') < 0));
  }

  private RenderJob job() {
    if (tracks.hasPictures()) {
      throw new OptionException(
          "--heatmap and --paths are pictures of one video, and --output is for many: leave them out");
    }
    if (tracks.linesFile() != null) {
      tracks.lines(); // Reads the lines file first, so that its errors are reported once.
    }
    return new RenderJob(
        spec,
        sparkOptions,
        videos,
        tracks.table(),
        tracks.linesFile(),
        request(confidence == null ? 0 : confidence),
        output,
        overwrite);
  }

  private RenderingRequest request(double least) {
    return new RenderingRequest(List.copyOf(classes), blur.classes(), noBoxes, least);
  }

  private int renderTracks(Path file, VideoInfo info) throws IOException {
    TrackPictures pictures = tracks.pictures(overwrite);
    LinesFile lines = tracks.lines();
    RenderingRequest request = request(confidence == null ? 0 : confidence);
    if (output == null) {
      TrackScene scene = TrackScene.of(tracks.table(), file, info, lines, request);
      List<VideoException> damage = pictures.write(file, scene.tracks(), scene.hidden());
      pictures.print(spec.commandLine().getOut());
      return damage.isEmpty() ? 0 : ErrorHandler.BAD_INPUT;
    }
    try (OutputVideo target = OutputVideo.of(output, file, overwrite)) {
      TrackScene scene = TrackScene.of(tracks.table(), file, info, lines, request);
      int exit = render(file, info, target, scene.hidden(), scene.overlay(info));
      scene.notices().forEach(notice -> Warnings.say(notice, spec));
      pictures.write(file, scene.tracks(), scene.hidden());
      pictures.print(spec.commandLine().getOut());
      return exit;
    }
  }

  private int renderTable(Path file, VideoInfo info, OutputVideo target) {
    VideoRows table = VideoRows.read(detections, file);
    RenderingRules rules = rules(table.classes(), "The table " + detections);
    checkSize(file, info, table.rows());
    TableAnnotations annotations = new TableAnnotations(table.rows(), rules);
    int exit = render(file, info, target, annotations, null);
    annotations.notices().forEach(notice -> Warnings.say(notice, spec));
    return exit;
  }

  private int renderModel(Path file, VideoInfo info, OutputVideo target, DeviceRequest request) {
    AvailableModels.requirePulled(model);
    Model network = DetectionModels.standard().resolve(model, described.description());
    RenderingRules rules = rules(RenderingRules.classes(network.labels()), "The model");
    try (ModelAnnotations annotations =
        new ModelAnnotations(file, network, request, rules, decoding())) {
      return render(file, info, target, annotations, null);
    }
  }

  private RenderingRules rules(SortedMap<Integer, Set<String>> known, String owner) {
    double least = confidence == null ? DEFAULT_CONFIDENCE : confidence;
    RenderingRules rules = RenderingRules.of(classes, blur.classes(), least, known, owner);
    return noBoxes ? rules.withoutBoxes() : rules;
  }

  private int render(
      Path file,
      VideoInfo info,
      OutputVideo target,
      FrameAnnotations.Source annotations,
      TrackOverlay overlay) {
    VideoRendering rendering = new VideoRendering(file, annotations, overlay);
    List<VideoException> damage;
    try (ProgressLine progress = ProgressLine.start("frames", rendering::frames, info.frames())) {
      target.beforeStopNotice(progress::close);
      damage = rendering.write(target.staging());
    } catch (VideoWriteException e) {
      throw target.unwritable(e);
    }
    target.publish();
    rendering.print(spec.commandLine().getOut(), output, damage);
    return damage.isEmpty() ? 0 : ErrorHandler.BAD_INPUT;
  }

  private static DecodeOptions decoding() {
    return VideoRendering.decoding();
  }

  private static void checkSize(Path file, VideoInfo info, NavigableMap<Long, DetectionRow> rows) {
    boolean fits =
        rows.values().stream()
            .anyMatch(row -> row.width() == info.width() && row.height() == info.height());
    if (!fits) {
      DetectionRow first = rows.firstEntry().getValue();
      throw new EugeException(
          "%s is %dx%d in the table and this file is %dx%d: give the table of this video"
              .formatted(
                  file.getFileName(), first.width(), first.height(), info.width(), info.height()));
    }
  }

  private DeviceRequest request() {
    try {
      return DeviceRequest.parse(device);
    } catch (EugeException e) {
      throw new OptionException("--device is '" + device + "': give auto, cpu, cuda or cuda:N");
    }
  }
}

package io.euge.cli.render;

import io.euge.EugeException;
import io.euge.OptionException;
import io.euge.cli.console.AvailableModels;
import io.euge.cli.console.ErrorHandler;
import io.euge.cli.console.HelpSections;
import io.euge.cli.console.ModelArguments;
import io.euge.cli.console.Warnings;
import io.euge.cli.job.ProgressLine;
import io.euge.cli.table.DetectionRow;
import io.euge.detection.pipeline.DetectionModels;
import io.euge.device.DeviceRequest;
import io.euge.model.Model;
import io.euge.rendering.AnnotatedFrames;
import io.euge.rendering.AnnotatedVideo;
import io.euge.rendering.FrameAnnotations;
import io.euge.video.DecodeOptions;
import io.euge.video.VideoException;
import io.euge.video.VideoInfo;
import io.euge.video.decode.VideoReader;
import io.euge.video.write.VideoWriteException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code euge render}: a recording with what was found in it drawn or blurred. */
@Command(
    name = "render",
    mixinStandardHelpOptions = true,
    description = {
      "Draws detections on a video, or blurs them, and writes it as MP4 (H.264, without sound).",
      "The detections come from a table of euge detect or straight from a model."
    },
    footer = "  euge render day.mp4 --detections found --blur person --output anonymous.mp4")
public final class RenderCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "VIDEO", description = "A video in a local file.")
  private String video;

  @Option(
      names = "--detections",
      order = HelpSections.INPUT,
      paramLabel = "TABLE",
      description =
          "What euge detect --output wrote, as Parquet or JSON; it may have other videos too.")
  private Path detections;

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
      required = true,
      paramLabel = "FILE",
      description = "The video to write, an .mp4 file.")
  private Path output;

  @Option(
      names = "--blur",
      order = HelpSections.OUTPUT,
      split = ",",
      paramLabel = "CLASS",
      description =
          "Blur the boxes of these classes, labels or numbers, beyond recognition, as in --blur person,face. Frames that the table lacks are blurred too.")
  private List<String> blur = List.of();

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
      defaultValue = "0.25",
      description = "Draw and blur detections from this confidence on (default: ${DEFAULT-VALUE}).")
  private double confidence;

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
    if ((detections == null) == (model == null)) {
      throw new OptionException(
          "Give either --detections, the table of euge detect, or --model, which detects now");
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
    DeviceRequest request = request();
    Path file = LocalVideo.file(video);
    VideoInfo info = VideoReader.probe(file);
    try (OutputVideo target = OutputVideo.of(output, file, overwrite)) {
      return detections != null
          ? renderTable(file, info, target)
          : renderModel(file, info, target, request);
    }
  }

  private int renderTable(Path file, VideoInfo info, OutputVideo target) {
    VideoRows table = VideoRows.read(detections, file);
    RenderingRules rules = rules(table.classes(), "The table " + detections);
    checkSize(file, info, table.rows());
    TableAnnotations annotations = new TableAnnotations(table.rows(), rules);
    int exit = render(file, info, target, annotations);
    annotations.notices().forEach(notice -> Warnings.say(notice, spec));
    return exit;
  }

  private int renderModel(Path file, VideoInfo info, OutputVideo target, DeviceRequest request) {
    AvailableModels.requirePulled(model);
    Model network = DetectionModels.standard().resolve(model, described.description());
    RenderingRules rules = rules(RenderingRules.classes(network.labels()), "The model");
    try (ModelAnnotations annotations =
        new ModelAnnotations(file, network, request, rules, decoding())) {
      return render(file, info, target, annotations);
    }
  }

  private RenderingRules rules(SortedMap<Integer, Set<String>> known, String owner) {
    RenderingRules rules = RenderingRules.of(classes, blur, confidence, known, owner);
    return noBoxes ? rules.withoutBoxes() : rules;
  }

  private int render(
      Path file, VideoInfo info, OutputVideo target, FrameAnnotations.Source annotations) {
    RenderSummary summary = new RenderSummary();
    List<VideoException> damage;
    try (AnnotatedFrames frames =
        AnnotatedFrames.open(
            file,
            decoding(),
            1,
            (frame, seconds, width, height) ->
                summary.count(annotations.of(frame, seconds, width, height)))) {
      try (AnnotatedVideo written = new AnnotatedVideo(target.staging());
          ProgressLine progress = ProgressLine.start("frames", summary::frames, info.frames())) {
        target.beforeStopNotice(progress::close);
        written.add(frames, each -> summary.written());
      } catch (VideoWriteException e) {
        throw target.unwritable(e);
      }
      damage = frames.damage();
    }
    if (summary.frames() == 0) {
      throw damage.isEmpty()
          ? new EugeException("The video " + file + " has no frames: give another")
          : damage.get(0);
    }
    target.publish();
    summary.print(spec.commandLine().getOut(), output, damage);
    return damage.isEmpty() ? 0 : ErrorHandler.BAD_INPUT;
  }

  private static DecodeOptions decoding() {
    return DecodeOptions.DEFAULT
        .withTolerance(true)
        .withThreads(Math.min(4, Runtime.getRuntime().availableProcessors()));
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

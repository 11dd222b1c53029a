package io.euge.cli.render;

import io.euge.EugeException;
import io.euge.OptionException;
import io.euge.cli.console.AvailableModels;
import io.euge.cli.console.ErrorHandler;
import io.euge.cli.console.HelpSections;
import io.euge.cli.console.ModelArguments;
import io.euge.cli.console.Warnings;
import io.euge.detection.Detection;
import io.euge.detection.pipeline.DetectionModels;
import io.euge.device.DeviceRequest;
import io.euge.model.Model;
import io.euge.rendering.AnnotatedFrames;
import io.euge.rendering.ContactSheet;
import io.euge.rendering.FrameAnnotations;
import io.euge.video.DecodeOptions;
import io.euge.video.Sampling;
import io.euge.video.VideoException;
import io.euge.video.VideoInfo;
import io.euge.video.decode.VideoReader;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code euge models try}: writes an image that shows whether a model's outputs are decoded
 * correctly.
 */
@Command(
    name = "try",
    mixinStandardHelpOptions = true,
    footer = "  euge models try best.onnx day.mp4 --output try.jpg",
    description = {
      "Draws what a model finds in a few frames of a video as one picture.",
      "Boxes in wrong places, or no boxes, mean wrong preprocessing or a wrong head: euge models "
          + "inspect shows what was assumed."
    })
public final class TryCommand implements Callable<Integer> {
  private static final int MOST_FRAMES = 16;

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "MODEL", description = "The network, as for euge detect.")
  private String model;

  @Parameters(index = "1", paramLabel = "VIDEO", description = "A video in a local file.")
  private Path video;

  @Option(
      names = "--frames",
      order = HelpSections.SAMPLING,
      paramLabel = "N",
      defaultValue = "4",
      description = "How many frames, spread over the video (default: ${DEFAULT-VALUE}).")
  private int count;

  @Mixin private ModelArguments described;

  @Option(
      names = "--confidence",
      order = HelpSections.MODEL,
      paramLabel = "C",
      defaultValue = "0.25",
      description = "Draw detections with at least this confidence (default: ${DEFAULT-VALUE}).")
  private double confidence;

  @Option(
      names = "--output",
      order = HelpSections.OUTPUT,
      paramLabel = "FILE",
      defaultValue = "try.jpg",
      description = "The picture to write, a .jpg or .png file (default: ${DEFAULT-VALUE}).")
  private Path output;

  @Option(
      names = "--overwrite",
      order = HelpSections.OUTPUT,
      description = "Replace the output if it exists.")
  private boolean overwrite;

  @Override
  public Integer call() {
    if (count < 1 || count > MOST_FRAMES) {
      throw new OptionException(
          "--frames is %d: give a whole number from 1 to %d".formatted(count, MOST_FRAMES));
    }
    OutputPicture target = OutputPicture.of("--output", output, overwrite);
    AvailableModels.requirePulled(model);
    Model network = DetectionModels.standard().resolve(model, described.description());
    RenderingRules rules =
        RenderingRules.of(
            List.of(),
            List.of(),
            confidence,
            RenderingRules.classes(network.labels()),
            "The model");
    VideoInfo info = VideoReader.probe(video);
    ContactSheet sheet =
        new ContactSheet(count, info.width() * info.pixelAspectRatio(), info.height());
    List<VideoException> damage = draw(network, rules, spread(info), sheet);
    target.write(sheet.picture());
    PrintWriter out = spec.commandLine().getOut();
    out.println("written to " + output);
    out.flush();
    damage.forEach(each -> Warnings.say(each.getMessage(), spec));
    return damage.isEmpty() ? 0 : ErrorHandler.BAD_INPUT;
  }

  private DecodeOptions spread(VideoInfo info) {
    Sampling sampling =
        info.frames() > count ? Sampling.every(info.frames() / count) : Sampling.ALL;
    return DecodeOptions.DEFAULT.withTolerance(true).withSampling(sampling);
  }

  private List<VideoException> draw(
      Model network, RenderingRules rules, DecodeOptions decoding, ContactSheet sheet) {
    Last last = new Last();
    try (ModelAnnotations found =
            new ModelAnnotations(video, network, DeviceRequest.parse("cpu"), rules, decoding);
        AnnotatedFrames frames = AnnotatedFrames.open(video, decoding, 1, last.of(found))) {
      boolean any = false;
      while (sheet.count() < count && frames.next()) {
        String caption =
            String.format(
                Locale.ROOT,
                "frame %d, %.1f s: %s",
                frames.frame(),
                frames.seconds(),
                text(last.boxes));
        any |= !last.boxes.isEmpty();
        sheet.add(frames.picture(), caption);
        spec.commandLine().getOut().println(caption);
      }
      if (sheet.count() == 0) {
        throw new EugeException("The video " + video + " has no frames: give another");
      }
      if (!any) {
        Warnings.say(
            "nothing was found above a confidence of "
                + confidence
                + ": give another video, or compare the output of euge models inspect with how "
                + "the model was trained",
            spec);
      }
      return frames.damage();
    }
  }

  private static String text(List<Detection> boxes) {
    Map<String, Long> counts =
        boxes.stream()
            .collect(Collectors.groupingBy(Detection::label, TreeMap::new, Collectors.counting()));
    return counts.isEmpty()
        ? "nothing"
        : counts.entrySet().stream()
            .map(entry -> entry.getValue() + " " + entry.getKey())
            .collect(Collectors.joining(", "));
  }

  /** Remembers the boxes of the last frame that was drawn. */
  private static final class Last {
    private List<Detection> boxes = List.of();

    FrameAnnotations.Source of(FrameAnnotations.Source source) {
      return (frame, seconds, width, height) -> {
        FrameAnnotations annotations = source.of(frame, seconds, width, height);
        boxes = annotations.boxes();
        return annotations;
      };
    }
  }
}

package io.euge.cli.lines;

import io.euge.EugeException;
import io.euge.OptionException;
import io.euge.cli.console.HelpSections;
import io.euge.cli.console.Warnings;
import io.euge.cli.render.LocalVideo;
import io.euge.cli.table.TextOutput;
import io.euge.counting.layout.LinesFile;
import io.euge.rendering.AnnotatedFrames;
import io.euge.rendering.FrameAnnotations;
import io.euge.video.DecodeOptions;
import io.euge.video.VideoException;
import io.euge.video.VideoInfo;
import io.euge.video.decode.VideoReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code euge lines}: writes a page on which the user draws the lines of a camera. */
@Command(
    name = "lines",
    mixinStandardHelpOptions = true,
    footer = "  euge lines north-0700.mp4 --output lines.html",
    description = {
      "Writes a page with a frame of a video, on which lines, zones, regions and routes are drawn in"
          + " a browser and saved as the file for euge count --lines.",
      "The page is one file and needs no network."
    })
public final class LinesCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "VIDEO", description = "A video of the camera, in a local file.")
  private String video;

  @Option(
      names = "--lines",
      order = HelpSections.INPUT,
      paramLabel = "FILE",
      description = "A lines file to edit; its features for other cameras are kept.")
  private Path lines;

  @Option(
      names = "--camera",
      order = HelpSections.INPUT,
      paramLabel = "NAME",
      description = "The camera of the video, if the lines file names cameras (default: unknown).")
  private String camera;

  @Option(
      names = "--at",
      order = HelpSections.SAMPLING,
      paramLabel = "SECONDS",
      defaultValue = "0",
      description = "Show the first frame at or after this time (default: ${DEFAULT-VALUE}).")
  private double at;

  @Option(
      names = "--output",
      order = HelpSections.OUTPUT,
      paramLabel = "FILE",
      defaultValue = "lines.html",
      description = "The page to write (default: ${DEFAULT-VALUE}).")
  private Path output;

  @Option(
      names = "--overwrite",
      order = HelpSections.OUTPUT,
      description = "Replace the output if it exists.")
  private boolean overwrite;

  @Override
  public Integer call() throws IOException {
    if (!(at >= 0 && at < Double.POSITIVE_INFINITY)) {
      throw new OptionException("--at is %s: give seconds of at least 0".formatted(at));
    }
    Path file = LocalVideo.file(video);
    TextOutput target = new TextOutput(output, overwrite, "a page of euge lines", LinesPage::is);
    List<Path> inputs = new ArrayList<>(List.of(file));
    if (lines != null) {
      inputs.add(lines);
    }
    target.check(inputs);
    LinesFile known = lines == null ? null : LinesFile.read(lines);
    String name = file.getFileName().toString();
    LinesPage page = page(file, name);
    if (camera != null) {
      page.camera(camera);
    }
    if (known != null) {
      add(known, name, page);
    }
    String html = page.html();
    target.write(out -> out.write(html.getBytes(StandardCharsets.UTF_8)));
    PrintWriter out = spec.commandLine().getOut();
    out.println("written to " + output + "; open it in a browser, draw, and download lines.json");
    out.flush();
    return 0;
  }

  private void add(LinesFile known, String name, LinesPage page) throws IOException {
    List<Integer> shown = known.features(camera == null ? "" : camera, name);
    page.lines(lines, shown);
    if (shown.isEmpty()) {
      Warnings.say(
          "%s has no line of %s: give its --camera to see those of a camera".formatted(lines, name),
          spec);
    }
    if (camera == null && shown.size() < known.count()) {
      // A camera pattern that matches all videos would change the lines of other cameras.
      page.camera(name.replaceFirst("\\.[^.]*$", ""));
    }
  }

  private LinesPage page(Path file, String name) {
    VideoInfo info = VideoReader.probe(file);
    DecodeOptions decoding = DecodeOptions.DEFAULT.withTolerance(true);
    try (AnnotatedFrames frames =
        AnnotatedFrames.open(file, decoding, 1, (i, s, w, h) -> FrameAnnotations.NONE)) {
      boolean any = false;
      while (frames.next()) {
        any = true;
        if (frames.seconds() >= at) {
          return new LinesPage(
              name,
              frames.picture().getSubimage(0, 0, info.width(), info.height()),
              frames.pixelAspectRatio());
        }
      }
      List<VideoException> damage = frames.damage();
      if (!damage.isEmpty()) {
        throw damage.get(0);
      }
      throw new EugeException(
          any
              ? "The video %s ends before %s s: give another --at".formatted(file, at)
              : "The video %s has no frames: give another".formatted(file));
    }
  }
}

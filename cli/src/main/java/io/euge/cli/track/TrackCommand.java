package io.euge.cli.track;

import io.euge.EugeException;
import io.euge.cli.console.HelpSections;
import io.euge.cli.table.TextOutput;
import io.euge.tracking.mot.TrackTextFormat;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code euge track}: gives the vehicles in detections numbers. */
@Command(
    name = "track",
    mixinStandardHelpOptions = true,
    footer = "  euge track det.txt --tracker sort --output tracks.txt",
    description = "Tracks the objects in detections: each gets one number in all frames.")
public final class TrackCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "DETECTIONS", description = "Detections as MOT text.")
  private Path input;

  @Mixin private TrackerArguments tracker;

  @Option(
      names = "--format",
      order = HelpSections.OUTPUT,
      paramLabel = "mot",
      defaultValue = "mot",
      description = "mot: MOT text, a line a box (default: ${DEFAULT-VALUE}).")
  private TrackFormat format;

  @Option(
      names = "--output",
      order = HelpSections.OUTPUT,
      paramLabel = "FILE",
      defaultValue = "tracks.txt",
      description = "The file to write (default: ${DEFAULT-VALUE}).")
  private Path output;

  @Option(
      names = "--overwrite",
      order = HelpSections.OUTPUT,
      description = "Replace the output if it exists.")
  private boolean overwrite;

  @Override
  public Integer call() {
    TextOutput target = new TextOutput(output, overwrite, "MOT text", TrackCommand::isMotText);
    tracker.options();
    requireText();
    target.check(List.of(input));
    MotTracking tracking = new MotTracking();
    tracking.run(input, tracker.create(), tracker.frameRate(), target);
    spec.commandLine().getOut().println(tracking.summary());
    spec.commandLine().getOut().println("written to " + output + " as " + format);
    spec.commandLine().getOut().flush();
    return 0;
  }

  private void requireText() {
    if (!Files.isRegularFile(input)) {
      throw new EugeException(
          "Cannot read %s: there is no such file; give detections as MOT text".formatted(input));
    }
    if (!isMotText(input)) {
      throw new EugeException(
          "Cannot track %s: it is no MOT text (frame,id,left,top,width,height,confidence); give detections as MOT text"
              .formatted(input));
    }
  }

  private static boolean isMotText(Path file) {
    return Set.of(TrackTextFormat.MOT, TrackTextFormat.EMPTY).contains(TrackTextFormat.of(file));
  }
}

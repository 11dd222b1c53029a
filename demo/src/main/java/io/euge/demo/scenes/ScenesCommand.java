package io.euge.demo.scenes;

import io.euge.EugeException;
import io.euge.OptionException;
import io.euge.Quantity;
import io.euge.cli.Subcommand;
import io.euge.cli.job.ProgressLine;
import io.euge.file.IoReason;
import io.euge.file.ScratchFolder;
import io.euge.traffic.Clip;
import java.io.IOException;
import java.nio.file.Path;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code euge scenes}: creates the clips that experiments and model cards identify by their seeds.
 */
@Command(
    name = "scenes",
    mixinStandardHelpOptions = true,
    footer = "  euge scenes --output scenes --count 5",
    description = {
      "Makes videos of a synthetic traffic camera, 640x360 at 25 frames a second, and beside each"
          + " its ground truth (NAME.truth.json), for euge evaluate, with a counting line for"
          + " each lane (scenes.lines.json), for euge count.",
      "The same seeds give the same scenes; clips that exist are used again."
    })
public final class ScenesCommand implements Subcommand, Callable<Integer> {
  private static final int MOST = 10_000;

  /** The ground truth of a clip is held in memory as one string. */
  private static final int MOST_SECONDS = 600;

  private static final double MOST_SEED = 1e12;

  @Spec private CommandSpec spec;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      defaultValue = "scenes",
      description = "Directory for the clips, made if it is not there (default: ${DEFAULT-VALUE}).")
  private Path output;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description =
          "Seed of the first clip, the others have the next ones (default: ${DEFAULT-VALUE}, from"
              + " which on the model demo has learnt from none).")
  private long seed = Clip.FIRST_UNLEARNT;

  @Option(
      names = "--count",
      paramLabel = "N",
      defaultValue = "5",
      description =
          "Number of clips, of the five times of day and weathers in turn (default:"
              + " ${DEFAULT-VALUE}).")
  private int count;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "5",
      description = "Length of each clip, at most 600 (default: ${DEFAULT-VALUE}).")
  private double seconds;

  @Override
  public Integer call() throws Exception {
    check("--count", count, 1, MOST);
    check("--seconds", seconds, 0.04, MOST_SECONDS);
    check("--seed", (double) seed, 0, MOST_SEED);
    Scenes scenes = Scenes.of(output, seed, count, seconds);
    List<Clip> missing = scenes.missing();
    if (!missing.isEmpty()) {
      make(scenes, missing);
    }
    SceneLines.write(output);
    spec.commandLine()
        .getOut()
        .printf(
            "%s, %s in %s; %d of them already existed%n",
            Quantity.of(count, "clip"),
            Quantity.of(scenes.frames(), "frame"),
            output,
            count - missing.size());
    return 0;
  }

  private static void check(String option, double value, double least, double most) {
    if (!(value >= least && value <= most)) {
      DecimalFormat plain =
          new DecimalFormat("0.##", DecimalFormatSymbols.getInstance(Locale.ROOT));
      throw new OptionException(
          "%s is %s: give a number from %s to %s"
              .formatted(option, plain.format(value), plain.format(least), plain.format(most)));
    }
  }

  private void make(Scenes scenes, List<Clip> missing) throws Exception {
    AtomicLong drawn = new AtomicLong();
    int frames = missing.stream().mapToInt(Clip::frames).sum();
    try (ScratchFolder scratch = scratch();
        ProgressLine line = ProgressLine.start("frames drawn", drawn::get, frames)) {
      scenes.make(missing, scratch.path(), drawn::incrementAndGet);
    }
  }

  private ScratchFolder scratch() {
    try {
      return ScratchFolder.create(output.resolve(".making-" + ProcessHandle.current().pid()));
    } catch (IOException e) {
      throw new EugeException(
          "Cannot write to the directory %s: %s; give another --output"
              .formatted(output, IoReason.of(e)),
          e);
    }
  }
}

package io.euge.training;

import io.euge.model.darknet.Network;
import io.euge.traffic.Clip;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code training/run}. */
@Command(
    name = "training/run",
    description = "Learns the weights of the demo's detector from synthetic traffic.",
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
public final class Main implements Callable<Integer> {
  /** The pictures of two stages fit into the memory that training/run gives. */
  private static final int MOST_SCENES = 300;

  private final long start = System.nanoTime();

  @Spec private CommandSpec spec;

  @Option(
      names = "--cfg",
      required = true,
      description = "the network; its weights are written under the same name")
  private Path cfg;

  @Option(
      names = "--output",
      required = true,
      description = "the directory for the weights; files there are overwritten")
  private Path output;

  @Option(names = "--seed", defaultValue = "1", description = "of the first scene and the start")
  private long seed;

  @Option(names = "--stages", defaultValue = "6", description = "parts, each with new scenes")
  private int stages;

  @Option(names = "--scenes", defaultValue = "200", description = "of a stage, 20 pictures each")
  private int scenes;

  @Option(names = "--steps", defaultValue = "2000", description = "of a stage")
  private int steps;

  @Option(names = "--batch", defaultValue = "8", description = "pictures a step")
  private int batch;

  @Option(names = "--rate", defaultValue = "0.002", description = "the highest learning rate")
  private float rate;

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Main()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException {
    check("--stages", stages, 1, 1_000);
    check("--scenes", scenes, 1, Math.min(MOST_SCENES, Clip.FIRST_UNLEARNT / stages));
    check("--steps", steps, 1, 1_000_000);
    check("--batch", batch, 1, (long) scenes * Examples.OF_A_SCENE);
    check("--seed", seed, 0, Clip.FIRST_UNLEARNT - (long) stages * scenes);
    if (!(rate > 0 && rate <= 1)) {
      throw new ParameterException(
          spec.commandLine(), "--rate is " + rate + ": give a number above 0, at most 1");
    }
    Network network = Network.read(cfg);
    Files.createDirectories(output);
    String name = cfg.getFileName().toString().replaceFirst("\\.cfg$", "");
    say(
        "%s: %d weights, %.2f GFLOP a picture of %s",
        name, network.weights(), network.gflops(), network.input());
    Path file = output.resolve(name + ".weights");
    Course course = new Course(seed, stages, scenes, steps, batch, rate);
    Examples examples = new Examples(network.input().width(), network.input().height());
    new Training(network, course)
        .run(stage -> make(examples, course, stage), new Report(course, file));
    say("Wrote %s", file);
    return 0;
  }

  private void check(String option, long value, long least, long most) {
    if (value < least || value > most) {
      throw new ParameterException(
          spec.commandLine(),
          "%s is %d: give a number from %d to %d".formatted(option, value, least, most));
    }
  }

  private List<Example> make(Examples examples, Course course, int stage) {
    try {
      List<Example> made = examples.make(course.firstScene(stage), course.scenes());
      say("stage %d of %d: %d pictures", stage + 1, course.stages(), made.size());
      return made;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void say(String format, Object... values) {
    double minutes = (System.nanoTime() - start) / 60e9;
    System.out.printf(
        Locale.ROOT, "%6.1f min  %s%n", minutes, String.format(Locale.ROOT, format, values));
  }

  /** Tells how it goes, and writes the weights so far after each stage. */
  private final class Report implements Training.Progress {
    private final Course course;
    private final Path file;

    Report(Course course, Path file) {
      this.course = course;
      this.file = file;
    }

    @Override
    public void step(int step, float loss) {
      say("step %d of %d: loss %.3f", step, course.allSteps(), loss);
    }

    @Override
    public void stage(int step, float[] weights) {
      try {
        WeightsFile.write(file, weights, (long) step * course.batch());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}

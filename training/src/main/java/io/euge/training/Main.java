package io.euge.training;

import io.euge.model.darknet.Network;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code training/run}. */
@Command(
    name = "training/run",
    description = "Learns the weights of the demo's detector from made-up traffic.",
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
public final class Main implements Callable<Integer> {
  private final long start = System.nanoTime();

  @Option(
      names = "--cfg",
      required = true,
      description = "the network; its weights are written under the same name")
  private Path cfg;

  @Option(
      names = "--output",
      required = true,
      description = "the folder for the weights; files there are overwritten")
  private Path output;

  @Option(names = "--seed", defaultValue = "1", description = "of the first scene and the start")
  private long seed;

  @Option(names = "--scenes", defaultValue = "400", description = "scenes, of 20 pictures each")
  private int scenes;

  @Option(
      names = "--steps",
      defaultValue = "2000",
      description =
          "steps of the first round; two more have half of them, of other scenes, at half the rate")
  private int steps;

  @Option(names = "--batch", defaultValue = "16", description = "pictures a step")
  private int batch;

  @Option(names = "--rate", defaultValue = "0.002", description = "the highest learning rate")
  private float rate;

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Main()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException {
    Network network = Network.read(cfg);
    Files.createDirectories(output);
    String name = cfg.getFileName().toString().replaceFirst("\\.cfg$", "");
    say(
        "%s: %d weights, %.2f GFLOP a picture of %s",
        name, network.weights(), network.gflops(), network.input());
    Path file = output.resolve(name + ".weights");
    Optional<float[]> weights = Optional.empty();
    int stepsBefore = 0;
    for (Round round : Round.all(seed, scenes, steps, rate)) {
      weights = Optional.of(learn(network, round, weights, file, stepsBefore));
      stepsBefore += round.steps();
    }
    say("Wrote %s", file);
    return 0;
  }

  private float[] learn(
      Network network, Round round, Optional<float[]> begin, Path file, int stepsBefore)
      throws IOException {
    List<Example> examples =
        new Examples(network.input().width(), network.input().height())
            .make(round.seed(), round.scenes());
    say("%d pictures of %d scenes", examples.size(), round.scenes());
    float[] weights =
        new Training(network, round, batch)
            .run(
                begin,
                examples,
                (loss, step) -> say("step %d of %d: loss %.3f", step, round.steps(), loss),
                (now, step) -> write(file, now, stepsBefore + step));
    write(file, weights, stepsBefore + round.steps());
    return weights;
  }

  private void say(String format, Object... values) {
    double minutes = (System.nanoTime() - start) / 60e9;
    System.out.printf(
        Locale.ROOT, "%6.1f min  %s%n", minutes, String.format(Locale.ROOT, format, values));
  }

  private void write(Path file, float[] weights, int step) {
    try {
      WeightsFile.write(file, weights, (long) step * batch);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

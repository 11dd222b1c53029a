package io.euge.training;

import io.euge.model.darknet.Network;
import io.euge.training.Targets.Assignment;
import java.io.IOException;
import java.io.PrintStream;
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
  private static final int ROUNDS = 2;

  @Option(
      names = "--cfg",
      required = true,
      description = "the network; its weights are written under the same name")
  private Path cfg;

  @Option(
      names = "--output",
      required = true,
      description = "the folder for the weights; a file there is overwritten")
  private Path output;

  @Option(names = "--seed", defaultValue = "1", description = "of the first scene and the start")
  private long seed;

  @Option(names = "--scenes", defaultValue = "600", description = "scenes, of 20 pictures each")
  private int scenes;

  @Option(names = "--steps", defaultValue = "3600", description = "steps of the first round; the second has half of them, of other scenes, at half the rate")
  private int steps;

  @Option(
      names = "--second-round-of",
      paramLabel = "WEIGHTS",
      description = "leave out the first round and go on from what it gave")
  private Path from;

  @Option(names = "--batch", defaultValue = "16", description = "pictures a step")
  private int batch;

  @Option(names = "--rate", defaultValue = "0.002", description = "the highest learning rate")
  private float rate;

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Main()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException {
    PrintStream out = System.out;
    Network network = Network.read(cfg);
    Files.createDirectories(output);
    String name = cfg.getFileName().toString().replaceFirst("\\.cfg$", "");
    Path file = output.resolve(name + ".weights");
    long start = System.nanoTime();
    out.printf(
        Locale.ROOT,
        "%s: %d weights, %.2f GFLOP a picture of %s%n",
        name,
        network.weights(),
        network.gflops(),
        network.input());
    Optional<float[]> weights =
        from == null ? Optional.empty() : Optional.of(WeightsFile.read(from, network));
    int fromRound = from == null ? 1 : 2;
    for (int round = 1; round <= ROUNDS; round++) {
      if (round >= fromRound) {
        weights = Optional.of(round(network, round, weights, file, start));
      }
    }
    out.println("Wrote " + file + since(start));
    return 0;
  }

  private float[] round(
      Network network, int round, Optional<float[]> begin, Path file, long start)
      throws IOException {
    boolean first = round == 1;
    int scenesNow = first ? scenes : scenes / 2;
    int stepsNow = first ? steps : steps / 2;
    int stepsBefore = first ? 0 : steps;
    long seedNow = first ? seed : seed + scenes;
    List<Example> examples =
        new Examples(network.input().width(), network.input().height()).make(seedNow, scenesNow);
    say("round %d: %d pictures of %d scenes%s", round, examples.size(), scenesNow, since(start));
    float[] weights =
        new Training(
                network,
                seedNow,
                batch,
                stepsNow,
                first ? rate : rate / 2,
                first ? Assignment.GENEROUS : Assignment.STRICT)
            .run(
                begin,
                examples,
                (loss, step) ->
                    say(
                        "round %d, step %d of %d: loss %.3f%s",
                        round, step, stepsNow, loss, since(start)),
                (now, step) -> write(file, now, stepsBefore + step));
    write(file, weights, stepsBefore + stepsNow);
    return weights;
  }

  private static void say(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }

  private void write(Path file, float[] weights, int step) {
    try {
      WeightsFile.write(file, weights, (long) step * batch);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String since(long start) {
    return String.format(Locale.ROOT, ", %.1f min", (System.nanoTime() - start) / 60e9);
  }
}

package io.euge.training;

import io.euge.model.darknet.Network;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
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

  @Option(names = "--steps", defaultValue = "5000", description = "steps of the training")
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
    List<Example> examples =
        new Examples(network.input().width(), network.input().height()).make(seed, scenes);
    out.printf(Locale.ROOT, "%d pictures of %d scenes%s%n", examples.size(), scenes, since(start));
    float[] weights =
        new Training(network, seed, batch, steps, rate)
            .run(
                examples,
                (loss, step) ->
                    out.printf(
                        Locale.ROOT,
                        "step %d of %d: loss %.3f%s%n",
                        step,
                        steps,
                        loss,
                        since(start)),
                (now, step) -> write(file, now, step));
    write(file, weights, steps);
    out.println("Wrote " + file + since(start));
    return 0;
  }

  private void write(Path file, float[] weights, int step) {
    try {
      WeightsWriter.write(file, weights, (long) step * batch);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String since(long start) {
    return String.format(Locale.ROOT, ", %.1f min", (System.nanoTime() - start) / 60e9);
  }
}

package io.euge.model;

import io.euge.detection.pipeline.DetectionModels;
import io.euge.model.darknet.DarknetFiles;
import io.euge.model.store.ModelStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A process of its own that waits for a file to appear and then asks a store for a model. */
public final class ResolvingProcess {
  private ResolvingProcess() {}

  /**
   * Arguments: the cache, a cfg or a name, and the file to wait for. Prints the graph and its hash.
   */
  public static void main(String[] args) throws Exception {
    Path start = Path.of(args[2]);
    while (!Files.exists(start)) {
      Thread.sleep(2);
    }
    ModelStore store = DetectionModels.in(Path.of(args[0]));
    Model model =
        args[1].endsWith(".cfg")
            ? store.resolve(DarknetFiles.seeded(Path.of(args[1]), 7))
            : store.resolve(args[1]);
    System.out.println(model.graph() + " " + model.sha256());
  }

  public static Process start(Path cache, String model, Path start, Path output) throws Exception {
    return new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                ResolvingProcess.class.getName(),
                cache.toString(),
                model,
                start.toString()))
        .directory(start.getParent().toFile())
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start();
  }
}

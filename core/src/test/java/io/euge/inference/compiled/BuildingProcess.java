package io.euge.inference.compiled;

import io.euge.inference.onnxruntime.tensorrt.TensorRtEngineCache;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A process of its own that opens a model's engines, for tests of several at once. */
public final class BuildingProcess {
  private BuildingProcess() {}

  /**
   * Starts one.
   *
   * @param graph the model
   * @param act {@code build} and end, or {@code hang} half-way in building
   */
  public static Process start(Path directory, Path log, String graph, String act)
      throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx64m",
            "-cp",
            System.getProperty("java.class.path"),
            BuildingProcess.class.getName(),
            directory.toString(),
            log.toString(),
            graph,
            act)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .redirectOutput(new File(log + ".out"))
        .start();
  }

  public static CompiledKey key(String graph) {
    return new CompiledKey(graph, "engine 1", "a GPU 8.6 driver 1", "{}");
  }

  public static void main(String[] arguments) throws Exception {
    Path log = Path.of(arguments[1]);
    boolean hang = arguments[3].equals("hang");
    Path folder =
        new TensorRtEngineCache(Path.of(arguments[0]), 1 << 20)
            .open(
                key(arguments[2]),
                (engines, timings) -> {
                  Files.write(engines.resolve("one.engine"), new byte[1000]);
                  note(timings.resolve("tried.timing"), arguments[2]);
                  note(log, arguments[2]);
                  Thread.sleep(hang ? 60_000 : 300);
                  Files.write(engines.resolve("two.engine"), new byte[1000]);
                });
    if (Files.size(folder.resolve("two.engine")) != 1000) {
      throw new IllegalStateException("half an engine in " + folder);
    }
  }

  private static void note(Path file, String line) throws IOException {
    Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}

package io.euge.inference.onnxruntime;

import io.euge.inference.compiled.CompiledModels;
import io.euge.inference.compiled.CompiledModelsTest;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A process of its own that opens a compiled model, for tests of several at once. */
public final class CompilingProcess {
  private CompilingProcess() {}

  /**
   * Starts one.
   *
   * @param act {@code open} it with five threads and end, or {@code hang} half-way in compiling it
   */
  public static Process start(Path directory, Path log, String act) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx64m",
            "-cp",
            System.getProperty("java.class.path"),
            CompilingProcess.class.getName(),
            directory.toString(),
            log.toString(),
            act)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .redirectOutput(new File(log + ".out"))
        .start();
  }

  public static void main(String[] arguments) throws Exception {
    Path directory = Path.of(arguments[0]);
    Path log = Path.of(arguments[1]);
    boolean hang = arguments[2].equals("hang");
    ExecutorService threads = Executors.newFixedThreadPool(5);
    List<Future<?>> opening = new ArrayList<>();
    CompiledModels cache = new CompiledModels(directory, 1 << 20);
    for (int i = 0; i < 5; i++) {
      opening.add(
          threads.submit(
              () ->
                  cache.open(
                      CompiledModelsTest.key("aa"), 1, folder -> compile(folder, log, hang))));
    }
    for (Future<?> one : opening) {
      one.get();
    }
    threads.shutdown();
  }

  private static void compile(Path folder, Path log, boolean hang) throws Exception {
    Files.write(folder.resolve("model"), new byte[1000]);
    Files.writeString(log, "compiled\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    Thread.sleep(hang ? 60_000 : 300);
    Files.write(folder.resolve("weights"), new byte[1000]);
  }
}

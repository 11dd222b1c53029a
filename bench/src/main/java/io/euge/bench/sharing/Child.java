package io.euge.bench.sharing;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.euge.EugeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A child process and its files. Closing it ends the process, if it has not ended. */
final class Child implements AutoCloseable {
  private static final long LIMIT_SECONDS = 900;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Process process;
  private final Path result;
  private final Path log;

  private Child(Process process, Path result, Path log) {
    this.process = process;
    this.result = result;
    this.log = log;
  }

  /**
   * Starts a process.
   *
   * @param folder for its files, the caller's to delete
   */
  static Child start(Order order, Path folder) throws IOException {
    Path own = Files.createTempDirectory(folder, "child");
    Path orderFile = own.resolve("order.json");
    Path result = own.resolve("result.json");
    Path log = own.resolve("log.txt");
    JSON.writeValue(orderFile.toFile(), order);
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    // A small heap of one size and the plainest collector: what is measured is native memory.
    command.addAll(List.of("-Xms128m", "-Xmx512m", "-XX:+UseSerialGC"));
    passOn(command);
    command.add("@" + classPath(own));
    command.addAll(List.of(ChildMain.class.getName(), orderFile.toString(), result.toString()));
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    return new Child(process, result, log);
  }

  /** In a file: libraries that look at /proc/self/cmdline choke on a class path there. */
  private static Path classPath(Path folder) throws IOException {
    String escaped = System.getProperty("java.class.path").replace("\\", "\\\\");
    return Files.writeString(folder.resolve("java.args"), "-cp \"" + escaped + "\"\n");
  }

  /** Where native libraries lie or are unpacked to. */
  private static void passOn(List<String> command) {
    for (Map.Entry<Object, Object> property : System.getProperties().entrySet()) {
      String key = property.getKey().toString();
      if (key.startsWith("onnxruntime.") || key.startsWith("org.bytedeco.")) {
        command.add("-D" + key + "=" + property.getValue());
      }
    }
  }

  /** What the process wrote when it ended. */
  <T> T finish(Class<T> type) throws IOException, InterruptedException {
    if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
      throw failed("did not end within " + LIMIT_SECONDS + " s");
    }
    if (process.exitValue() != 0 || !Files.exists(result)) {
      throw failed("ended with " + process.exitValue());
    }
    return JSON.readValue(result.toFile(), type);
  }

  /** What a process that goes on wrote last, once it is there; the next one is awaited anew. */
  <T> T take(Class<T> type) throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    while (!Files.exists(result)) {
      if (!process.isAlive() || System.nanoTime() > end) {
        throw failed("did not become ready");
      }
      Thread.sleep(20);
    }
    T value = JSON.readValue(result.toFile(), type);
    Files.delete(result);
    return value;
  }

  /** Asks a process that goes on to write again. */
  void ask() throws IOException {
    process.getOutputStream().write('\n');
    process.getOutputStream().flush();
  }

  private EugeException failed(String how) throws IOException {
    List<String> lines = Files.readAllLines(log);
    String why =
        lines.stream()
            .filter(line -> line.startsWith("Exception in thread") || line.contains("Caused by"))
            .reduce((first, second) -> second)
            .orElse(lines.isEmpty() ? "it said nothing" : lines.get(lines.size() - 1));
    return new EugeException("A process of the benchmark " + how + ": " + why);
  }

  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}

package io.euge.process;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.euge.EugeException;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * A Java process that measures, and its files; it sees this one as its {@link Parent}. Closing it
 * ends the process, if it has not ended; so does the end of this process.
 */
public final class Child implements AutoCloseable {
  static final String ORDER = "order.json";
  static final String RESULT = "result.json";
  static final String FAULT = "fault.txt";

  private static final long LIMIT_SECONDS = 900;
  private static final int KILLED = 128 + 9;
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final Set<Child> OPEN = ConcurrentHashMap.newKeySet();

  private final Process process;
  private final Path own;
  private final Thread hook;

  private Child(Process process, Path own) {
    this.process = process;
    this.own = own;
    this.hook = new Thread(this::end, "euge-bench-end");
    OPEN.add(this);
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /**
   * How a process is started.
   *
   * @param options of its JVM
   * @param environment over this process's own
   * @param shown whether what it says on standard error is for the user, as progress is
   */
  public record Start(List<String> options, Map<String, String> environment, boolean shown) {
    /**
     * A small heap of one size and the plainest collector, for what is measured is native memory;
     * nothing is shown.
     */
    public static final Start SMALL =
        new Start(List.of("-Xms128m", "-Xmx512m", "-XX:+UseSerialGC"), Map.of(), false);
  }

  /**
   * Starts a process.
   *
   * @param main the class of its main program
   * @param order what it is to do, as JSON writes it
   * @param folder for its files, the caller's to delete
   */
  public static Child start(Class<?> main, Object order, Path folder, Start how)
      throws IOException {
    Path own = Files.createTempDirectory(folder, "child");
    JSON.writeValue(own.resolve(ORDER).toFile(), order);
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(how.options());
    passOn(command);
    command.add("@" + classPath(own));
    command.addAll(List.of(main.getName(), own.toString()));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(how.environment());
    Redirect log = Redirect.appendTo(own.resolve("log.txt").toFile());
    builder.redirectOutput(log).redirectError(how.shown() ? Redirect.INHERIT : log);
    return new Child(builder.start(), own);
  }

  /** In a file: libraries that look at /proc/self/cmdline choke on a class path there. */
  private static Path classPath(Path folder) throws IOException {
    String escaped = System.getProperty("java.class.path").replace("\\", "\\\\");
    return Files.writeString(folder.resolve("java.args"), "-cp \"" + escaped + "\"\n");
  }

  /** Where native libraries lie or are unpacked to, and whether there is a terminal. */
  private static void passOn(List<String> command) {
    for (Map.Entry<Object, Object> property : System.getProperties().entrySet()) {
      String key = property.getKey().toString();
      if (key.matches("(onnxruntime|org\\.bytedeco)\\..*|euge\\.terminal|euge\\.log\\.level")) {
        command.add("-D" + key + "=" + property.getValue());
      }
    }
  }

  /** Its number in the system. */
  public long pid() {
    return process.pid();
  }

  /**
   * What the process wrote when it ended.
   *
   * @throws EugeException if it failed or was killed
   */
  public <T> T finish(Class<T> type) throws IOException, InterruptedException {
    if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
      throw failed("did not end within " + LIMIT_SECONDS + " s");
    }
    if (process.exitValue() != 0 || !Files.exists(result())) {
      throw failed("ended with " + process.exitValue());
    }
    return JSON.readValue(result().toFile(), type);
  }

  /** What a process that goes on wrote last, once it is there; the next one is awaited anew. */
  public <T> T take(Class<T> type) throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    while (!Files.exists(result())) {
      if (!process.isAlive() || System.nanoTime() > end) {
        throw failed("did not become ready");
      }
      Thread.sleep(20);
    }
    T value = JSON.readValue(result().toFile(), type);
    Files.delete(result());
    return value;
  }

  /** Asks a process that goes on to write again. */
  public void ask() throws IOException {
    process.getOutputStream().write('\n');
    process.getOutputStream().flush();
  }

  private Path result() {
    return own.resolve(RESULT);
  }

  private EugeException failed(String how) throws IOException, InterruptedException {
    if (isEnding()) {
      // Who ended this process knows why that one ends.
      Thread.sleep(Long.MAX_VALUE);
    }
    Path fault = own.resolve(FAULT);
    if (Files.exists(fault)) {
      return new EugeException(Files.readString(fault));
    }
    if (!process.isAlive() && process.exitValue() == KILLED) {
      return new EugeException(
          "A process that Euge started was killed from outside; if nobody did it by hand, memory was"
              + " short: end other programs and try again");
    }
    List<String> lines = Files.readAllLines(own.resolve("log.txt"));
    String why =
        lines.stream()
            .filter(line -> line.startsWith("Exception in thread") || line.contains("Caused by"))
            .reduce((first, second) -> second)
            .orElse(lines.isEmpty() ? "it said nothing" : lines.get(lines.size() - 1));
    return new EugeException("A process that Euge started " + how + ": " + why);
  }

  private static boolean isEnding() {
    Thread probe = new Thread(() -> {}, "euge-bench-probe");
    try {
      Runtime.getRuntime().addShutdownHook(probe);
      Runtime.getRuntime().removeShutdownHook(probe);
      return false;
    } catch (IllegalStateException e) {
      return true;
    }
  }

  /** Lets it remove its temporary files, if that does not take long. */
  private void end() {
    process.destroy();
    await(5);
  }

  /**
   * Ends all processes that are open and waits for it. For a shutdown hook that removes what they
   * write: hooks run side by side.
   */
  public static void endAll() {
    OPEN.forEach(child -> child.process.destroy());
    OPEN.forEach(Child::end);
  }

  private void await(int seconds) {
    try {
      if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor(seconds, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    await(10);
    OPEN.remove(this);
    if (!isEnding()) {
      Runtime.getRuntime().removeShutdownHook(hook);
    }
  }
}

package io.euge.cli.doctor;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.euge.EugeException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A process of a trial, as its parent sees it. Closing it ends it. */
final class TrialProcess implements AutoCloseable {
  private static final long LIMIT_NANOS = 120_000_000_000L;

  private final Process process;
  private final Path out;
  private final Scratch scratch;
  private final Scratch.Ending ending = this::close;

  private TrialProcess(Process process, Path out, Scratch scratch) {
    this.process = process;
    this.out = out;
    this.scratch = scratch;
  }

  /**
   * @param scratch for its files, the caller's to close, which closes the process too
   * @param environment over this process's own; an empty value takes a variable away
   */
  static TrialProcess start(TrialOrder order, Scratch scratch, Map<String, String> environment)
      throws IOException {
    Path own = Files.createTempDirectory(scratch.folder(), "process");
    Path file = own.resolve("order.json");
    new ObjectMapper().writeValue(file.toFile(), order);
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx512m");
    for (Map.Entry<Object, Object> property : System.getProperties().entrySet()) {
      if (property
          .getKey()
          .toString()
          .matches("(onnxruntime|org\\.bytedeco|euge\\.program)\\..*")) {
        command.add("-D" + property.getKey() + "=" + property.getValue());
      }
    }
    // In a file: libraries that look at /proc/self/cmdline choke on a class path there.
    String escaped = System.getProperty("java.class.path").replace("\\", "\\\\");
    Path classPath = Files.writeString(own.resolve("java.args"), "-cp \"" + escaped + "\"\n");
    command.addAll(List.of("@" + classPath, TrialMain.class.getName(), file.toString()));
    Path out = own.resolve("out.txt");
    ProcessBuilder builder = new ProcessBuilder(command);
    environment.forEach(
        (key, value) -> {
          if (value.isEmpty()) {
            builder.environment().remove(key);
          } else {
            builder.environment().put(key, value);
          }
        });
    builder.redirectOutput(out.toFile()).redirectError(own.resolve("err.txt").toFile());
    TrialProcess process = new TrialProcess(builder.start(), out, scratch);
    scratch.begun(process.ending);
    return process;
  }

  long pid() {
    return process.pid();
  }

  void go() throws IOException {
    process.getOutputStream().write('\n');
    process.getOutputStream().flush();
  }

  /**
   * Waits for a line that begins with a word, and gives the rest of it.
   *
   * @throws EugeException with the process's own reason if it says one, or if it ends or hangs
   */
  String await(String word) throws IOException, InterruptedException {
    long until = System.nanoTime() + LIMIT_NANOS;
    while (true) {
      boolean ended = !process.isAlive();
      Optional<String> fault = line("fault");
      if (fault.isPresent()) {
        throw new EugeException(fault.get());
      }
      Optional<String> found = line(word);
      if (found.isPresent()) {
        return found.get();
      }
      if (ended) {
        throw new EugeException(
            "A process of the trial ended with exit code "
                + process.exitValue()
                + ": see the kernel's log, and the limits of memory");
      }
      if (System.nanoTime() > until) {
        throw new EugeException(
            "A process of the trial gave no answer in 120 s: see whether nvidia-smi answers");
      }
      Thread.sleep(10);
    }
  }

  private Optional<String> line(String word) throws IOException {
    String said = Files.readString(out, StandardCharsets.UTF_8);
    return said.substring(0, said.lastIndexOf('\n') + 1)
        .lines()
        .filter(line -> line.equals(word) || line.startsWith(word + " "))
        .map(line -> line.substring(word.length()).strip())
        .findFirst();
  }

  @Override
  public void close() throws IOException {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.getOutputStream().close();
    // Its files go next.
    process
        .destroyForcibly()
        .onExit()
        .orTimeout(10, TimeUnit.SECONDS)
        .exceptionally(e -> null)
        .join();
    scratch.ended(ending);
  }
}

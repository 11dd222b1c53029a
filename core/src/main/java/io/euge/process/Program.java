package io.euge.process;

import io.euge.EugeException;
import io.euge.file.IoReason;
import io.euge.process.ProgramException.Kind;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** An installed program that is run until it exits. It is killed when it exceeds its timeout. */
public final class Program {
  private final String name;
  private final Path file;

  private Program(String name, Path file) {
    this.name = name;
    this.file = file;
  }

  /**
   * The output and exit code of a program.
   *
   * @param out its standard output
   * @param err its standard error
   */
  public record Result(int exitCode, String out, String err) {
    /**
     * Returns the first line that is not blank, of standard output or else of standard error; empty
     * if there is none.
     */
    public String firstLine() {
      return Stream.concat(out.lines(), err.lines())
          .map(String::strip)
          .filter(line -> !line.isEmpty())
          .findFirst()
          .orElse("");
    }
  }

  /** Returns the program in this file. */
  public static Program at(Path file) {
    return new Program(file.getFileName().toString(), file);
  }

  /**
   * Returns the file that the system property {@code euge.program.<name>} names, else the first
   * executable of that name on {@code PATH}. A missing program is reported by {@link #run}.
   */
  public static Program named(String name) {
    String configured = System.getProperty("euge.program." + name, "");
    if (!configured.isBlank()) {
      return new Program(name, Path.of(configured));
    }
    String path = System.getenv().getOrDefault("PATH", "");
    return Stream.of(path.split(File.pathSeparator))
        .filter(folder -> !folder.isBlank())
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst()
        .map(file -> new Program(name, file))
        .orElse(new Program(name, null));
  }

  /**
   * Runs the program and waits until it exits.
   *
   * @param environment variables added to those of this process
   * @param input its standard input
   * @throws ProgramException if it is missing, exceeds the timeout, or this thread is interrupted
   */
  public Result run(
      List<String> arguments, Map<String, String> environment, String input, Duration timeout) {
    if (file == null) {
      throw missing("it is not on the PATH", null);
    }
    try (TemporaryFile in = new TemporaryFile();
        TemporaryFile out = new TemporaryFile();
        TemporaryFile err = new TemporaryFile()) {
      // Files, not pipes: a program that leaves a process behind would hold a pipe open.
      Files.writeString(in.file, input);
      ProcessBuilder builder = new ProcessBuilder(command(arguments));
      builder.environment().putAll(environment);
      builder.redirectInput(Redirect.from(in.file.toFile()));
      builder.redirectOutput(out.file.toFile()).redirectError(err.file.toFile());
      int exitCode = waitFor(start(builder), timeout);
      return new Result(exitCode, out.text(), err.text());
    } catch (IOException e) {
      throw new EugeException(
          "Cannot store the output of %s in %s: %s; free space there, or name another directory by -Djava.io.tmpdir=DIR"
              .formatted(name, System.getProperty("java.io.tmpdir"), IoReason.of(e)),
          e);
    }
  }

  private List<String> command(List<String> arguments) {
    List<String> command = new ArrayList<>(List.of(file.toString()));
    command.addAll(arguments);
    return command;
  }

  private Process start(ProcessBuilder builder) {
    try {
      return builder.start();
    } catch (IOException e) {
      String reason = e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
      throw missing("%s cannot be started (%s)".formatted(file, reason), e);
    }
  }

  private int waitFor(Process process, Duration timeout) {
    try {
      if (process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
        return process.exitValue();
      }
      kill(process);
      throw new ProgramException(
          Kind.TIMEOUT,
          name
              + " gave no answer within "
              + timeout.toMillis() / 1000.0
              + " s and was killed: run it by hand, and check the kernel's log",
          null);
    } catch (InterruptedException e) {
      kill(process);
      Thread.currentThread().interrupt();
      throw new ProgramException(
          Kind.INTERRUPTED, "Interrupted while waiting for " + name + ": try again", e);
    }
  }

  /** Does not wait for the exit: a process may be blocked until a device responds. */
  private static void kill(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  private ProgramException missing(String why, Throwable cause) {
    return new ProgramException(
        Kind.MISSING,
        "Cannot run %s: %s; %s, or name the file by -Deuge.program.%s=FILE"
            .formatted(
                name,
                why,
                name.startsWith("nvidia-")
                    ? "install it with the NVIDIA driver"
                    : "install it and add its directory to the PATH",
                name),
        cause);
  }

  @Override
  public String toString() {
    return file == null ? name : file.toString();
  }

  private static final class TemporaryFile implements AutoCloseable {
    private final Path file = Files.createTempFile("euge", ".txt");

    TemporaryFile() throws IOException {}

    String text() throws IOException {
      return new String(Files.readAllBytes(file), Charset.defaultCharset());
    }

    @Override
    public void close() throws IOException {
      Files.deleteIfExists(file);
    }
  }
}

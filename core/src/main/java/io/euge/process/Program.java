package io.euge.process;

import io.euge.EugeException;
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

/**
 * A program of the host that answers and ends. It gets a time limit, and is killed by its id when
 * that is over.
 */
public final class Program {
  private final String name;
  private final Path file;

  private Program(String name, Path file) {
    this.name = name;
    this.file = file;
  }

  /**
   * What a program said and how it ended.
   *
   * @param out its standard output
   * @param err its standard error
   */
  public record Answer(int exitCode, String out, String err) {
    /** The first line that is not blank, of the output or else of the errors; empty if none. */
    public String firstWords() {
      return Stream.concat(out.lines(), err.lines())
          .map(String::strip)
          .filter(line -> !line.isEmpty())
          .findFirst()
          .orElse("");
    }
  }

  /** This file. */
  public static Program at(Path file) {
    return new Program(file.getFileName().toString(), file);
  }

  /**
   * The file that the system property {@code euge.program.<name>} names, else the first of that
   * name on {@code PATH}. One that is not there is told of when it is run.
   */
  public static Program named(String name) {
    String chosen = System.getProperty("euge.program." + name, "");
    if (!chosen.isBlank()) {
      return new Program(name, Path.of(chosen));
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
   * Runs it to its end.
   *
   * @param environment added to this process's own
   * @param input what it reads
   * @throws ProgramException if it is not there, does not end in time or this thread is interrupted
   */
  public Answer run(
      List<String> arguments, Map<String, String> environment, String input, Duration limit) {
    if (file == null) {
      throw missing("is not on the PATH", null);
    }
    try (Scratch in = new Scratch();
        Scratch out = new Scratch();
        Scratch err = new Scratch()) {
      // Files, not pipes: a program that leaves a process behind would hold a pipe open.
      Files.writeString(in.file, input);
      ProcessBuilder builder = new ProcessBuilder(command(arguments));
      builder.environment().putAll(environment);
      builder.redirectInput(Redirect.from(in.file.toFile()));
      builder.redirectOutput(out.file.toFile()).redirectError(err.file.toFile());
      int exitCode = await(start(builder), limit);
      return new Answer(exitCode, out.text(), err.text());
    } catch (IOException e) {
      throw new EugeException(
          "Cannot keep what "
              + name
              + " says in "
              + System.getProperty("java.io.tmpdir")
              + " ("
              + e.getMessage()
              + "): make room there, or name another folder by -Djava.io.tmpdir=DIR",
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
      throw missing("cannot be run at " + file, e);
    }
  }

  private int await(Process process, Duration limit) {
    try {
      if (process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        return process.exitValue();
      }
      kill(process);
      throw new ProgramException(
          Kind.HANGS,
          name
              + " gave no answer within "
              + limit.toMillis() / 1000.0
              + " s and was killed: run it by hand, and look into the kernel's log",
          null);
    } catch (InterruptedException e) {
      kill(process);
      Thread.currentThread().interrupt();
      throw new ProgramException(
          Kind.INTERRUPTED, "Interrupted while waiting for " + name + ": try again", e);
    }
  }

  /** Does not wait for the death: a process that waits for hardware dies when that answers. */
  private static void kill(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  private ProgramException missing(String why, Throwable cause) {
    return new ProgramException(
        Kind.MISSING,
        "The program "
            + name
            + " "
            + why
            + ": install it with the NVIDIA driver, or name the file by -Deuge.program."
            + name
            + "=FILE",
        cause);
  }

  @Override
  public String toString() {
    return file == null ? name : file.toString();
  }

  private static final class Scratch implements AutoCloseable {
    private final Path file = Files.createTempFile("euge", ".txt");

    Scratch() throws IOException {}

    String text() throws IOException {
      return new String(Files.readAllBytes(file), Charset.defaultCharset());
    }

    @Override
    public void close() throws IOException {
      Files.deleteIfExists(file);
    }
  }
}

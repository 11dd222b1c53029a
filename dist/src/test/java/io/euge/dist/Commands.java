package io.euge.dist;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.testing.ShortJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs commands in a directory, each with a log file in it; {@link #close} ends those that are
 * still running.
 */
final class Commands implements AutoCloseable {
  private final Path folder;
  private final Map<String, String> environment;
  private final List<Process> started = new CopyOnWriteArrayList<>();

  Commands(Path folder) {
    this(folder, Map.of());
  }

  /** Runs commands with environment variables. */
  Commands(Path folder, Map<String, String> environment) {
    this.folder = folder;
    this.environment = environment;
  }

  /** Starts a command without waiting for it. */
  StandaloneCluster.Running start(String name, List<String> command, Map<String, String> more)
      throws IOException {
    return start(name, command, more, folder);
  }

  /** Starts a command in another directory than that of the log. */
  StandaloneCluster.Running start(
      String name, List<String> command, Map<String, String> more, Path directory)
      throws IOException {
    Path log = folder.resolve(name + ".log");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().put("EUGE_JAVA_OPTIONS", ShortJvm.OPTIONS);
    builder.environment().putAll(environment);
    builder.environment().putAll(more);
    Process process = builder.start();
    started.add(process);
    return new StandaloneCluster.Running(process, log);
  }

  /** Runs a command, checks that it succeeds, and returns its output. */
  String run(String name, List<String> command, Map<String, String> more)
      throws IOException, InterruptedException {
    StandaloneCluster.Ended ended = start(name, command, more).await();
    assertThat(ended.exit()).as("%s printed:\n%s", name, ended.printed()).isZero();
    return ended.printed();
  }

  /** Returns the lines of a CSV table in the directory, sorted. */
  List<String> rows(String table) throws IOException {
    List<String> rows = new ArrayList<>();
    try (Stream<Path> parts = Files.list(folder.resolve(table))) {
      for (Path part : parts.filter(one -> one.toString().endsWith(".csv")).toList()) {
        rows.addAll(Files.readAllLines(part));
      }
    }
    return rows.stream().sorted().toList();
  }

  @Override
  public void close() throws InterruptedException {
    for (Process process : started) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().waitFor(30, TimeUnit.SECONDS);
    }
  }
}

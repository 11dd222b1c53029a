package io.euge.cli.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A command in a process of its own, which can be killed. */
record JobProcess(Process process, Path log) implements AutoCloseable {
  private static final String HOME = System.getProperty("euge.home", "..");
  private static final long PATIENCE_MILLIS = 180_000;

  /**
   * Starts a command.
   *
   * @param log gets all that it says
   * @param environment names and values of variables
   */
  static JobProcess start(Path log, List<String> arguments, String... environment)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("@" + Path.of(HOME, "etc/jvm.options"));
    command.addAll(List.of("-Xmx1g", "-XX:TieredStopAtLevel=1", "-Deuge.home=" + HOME));
    command.add("-Deuge.short=" + Boolean.getBoolean("euge.short"));
    command.add("io.euge.cli.Euge");
    command.addAll(arguments);
    ProcessBuilder job = new ProcessBuilder(command).redirectErrorStream(true);
    job.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    for (int i = 0; i < environment.length; i += 2) {
      job.environment().put(environment[i], environment[i + 1]);
    }
    return new JobProcess(job.redirectOutput(log.toFile()).start(), log);
  }

  boolean isRunning() {
    return process.isAlive();
  }

  /** Waits until more batches are committed to a table, or the process has ended. */
  void awaitCommit(Path table, long before) throws Exception {
    long end = System.currentTimeMillis() + PATIENCE_MILLIS;
    while (isRunning() && committed(table) <= before) {
      assertThat(System.currentTimeMillis()).as(said()).isLessThan(end);
      Thread.sleep(20);
    }
  }

  /** Waits for the end and returns the exit code. */
  int exit() throws Exception {
    assertThat(process.waitFor(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)).as(said()).isTrue();
    return process.exitValue();
  }

  String said() throws IOException {
    return Files.readString(log);
  }

  /** Returns the number of the last entry of a table's log; 0 if there is none. */
  static long committed(Path table) throws IOException {
    Path entries = table.resolve("_commits");
    if (!Files.isDirectory(entries)) {
      return 0;
    }
    try (Stream<Path> all = Files.list(entries)) {
      return all.map(entry -> entry.getFileName().toString())
          .filter(name -> name.matches("\\d+"))
          .mapToLong(Long::parseLong)
          .max()
          .orElse(0);
    }
  }

  /** Kills the process. */
  @Override
  public void close() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }
}

package io.euge.cli.plan;

import io.euge.EugeException;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Spark's own {@code spark-submit}. */
record SparkSubmitProgram(Path file) {
  private static final String NAME = "spark-submit";

  /** What spark-submit reads for its JVM. */
  private static final String OPTIONS = "SPARK_SUBMIT_OPTS";

  private static final String LOG4J = "log4j2.configurationFile";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /**
   * The file that the system property {@code euge.program.spark-submit} names, else the one of
   * {@code SPARK_HOME}, else the first on {@code PATH}.
   *
   * @throws EugeException if there is none
   */
  static SparkSubmitProgram find(Map<String, String> environment) {
    String chosen = System.getProperty("euge.program." + NAME, "");
    if (!chosen.isBlank()) {
      return new SparkSubmitProgram(Path.of(chosen));
    }
    String home = environment.getOrDefault("SPARK_HOME", "");
    if (!home.isBlank()) {
      Path file = Path.of(home, "bin", NAME);
      if (!Files.isExecutable(file)) {
        throw new EugeException(
            "SPARK_HOME is "
                + home
                + ", and there is no program "
                + file
                + ": set it to a folder of Spark 4.2, or leave it unset");
      }
      return new SparkSubmitProgram(file);
    }
    return Stream.of(environment.getOrDefault("PATH", "").split(File.pathSeparator))
        .filter(folder -> !folder.isBlank())
        .map(folder -> Path.of(folder, NAME))
        .filter(Files::isExecutable)
        .findFirst()
        .map(SparkSubmitProgram::new)
        .orElseThrow(
            () ->
                new EugeException(
                    "There is no spark-submit on the PATH: install Spark 4.2 and set SPARK_HOME to"
                        + " its folder, or add its bin to the PATH"));
  }

  /**
   * Runs it with this process's own input and output, and returns how it ended. If this process is
   * told to end, so is it.
   *
   * @param afterwards done once when it has ended, or could not be started
   */
  int run(List<String> arguments, Runnable afterwards) throws InterruptedException {
    List<String> command = new ArrayList<>(List.of(file.toString()));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    quiet(builder.environment(), arguments.contains("--verbose"));
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      afterwards.run();
      throw new EugeException(
          "Cannot run " + file + ": " + e.getMessage() + "; see whether it is a program", e);
    }
    Thread ending =
        new Thread(
            () -> {
              end(process);
              afterwards.run();
            },
            "euge-submit-end");
    Runtime.getRuntime().addShutdownHook(ending);
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      end(process);
      throw e;
    } finally {
      if (removed(ending)) {
        afterwards.run();
      }
    }
  }

  /** As the command itself logs, unless this Spark has settings of its own for its log. */
  private void quiet(Map<String, String> environment, boolean verbose) {
    Path settings = file.toAbsolutePath().resolve("../../conf/log4j2.properties").normalize();
    String given = environment.getOrDefault(OPTIONS, "");
    if (!Files.exists(settings) && !given.contains(LOG4J)) {
      URL ours = SparkSubmitProgram.class.getResource("/log4j2.properties");
      environment.put(
          OPTIONS, given + " -D" + LOG4J + "=" + ours + (verbose ? " -Deuge.log.level=info" : ""));
    }
  }

  /** Its driver ends its executors, for which it gets some time. */
  private static void end(Process process) {
    process.destroy();
    process
        .onExit()
        .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
        .exceptionally(late -> process.destroyForcibly())
        .join();
  }

  private static boolean removed(Thread hook) {
    try {
      return Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // This process is ending, and the hook does what is to be done.
      return false;
    }
  }
}

package io.euge.dist;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.testing.Shared;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the end of an executor process during a job. */
class DrainIT {
  @TempDir Path folder;

  @Test
  void anExecutorThatIsStoppedClosesItsModelsAndAnotherRunsItsTasks() throws Exception {
    try (StandaloneCluster spark = new StandaloneCluster(folder, 1)) {
      assertThat(logOfOneThatEnds(spark, detect("out"), ProcessHandle::destroy, 30))
          .contains("The models of this process are closed")
          .doesNotContain("still leased", "still use models", "SIGSEGV");
    }
  }

  /**
   * Clusters decommission an executor before they remove its machine: its running tasks end first.
   */
  @Test
  void anExecutorThatIsDecommissionedEndsItsTasksAndClosesItsModels() throws Exception {
    try (StandaloneCluster spark = new StandaloneCluster(folder, 1)) {
      assertThat(logOfOneThatEnds(spark, detect("out"), DrainIT::decommission, 240))
          .contains("Finished task", "Finished decommissioning")
          .contains("The models of this process are closed")
          .doesNotContain("still leased", "still use models", "Exception in task", "SIGSEGV");
      assertThat(spark.local(detect("undisturbed")).exit()).isZero();
      assertThat(spark.rows("out")).isEqualTo(spark.rows("undisturbed"));
    }
  }

  /** The detections and the shuffle data of a killed executor are lost and computed again. */
  @Test
  void tracksOfSegmentsOnTwoExecutorsOneOfWhichIsKilledAreThoseOfOneTask() throws Exception {
    try (StandaloneCluster spark = new StandaloneCluster(folder, 2)) {
      List<String> split = track("out", "--segment-seconds", "2");
      split.addAll(
          List.of("--conf", "spark.executor.cores=1", "--conf", "spark.executor.memory=800m"));
      logOfOneThatEnds(spark, split, ProcessHandle::destroyForcibly, 30);
      StandaloneCluster.Ended whole =
          spark.local(track("whole", "--segment-seconds", "0", "--master", "local[1]"));
      assertThat(whole.exit()).as("euge printed:\n%s", whole.printed()).isZero();
      assertThat(spark.rows("out")).hasSizeGreaterThan(200).isEqualTo(spark.rows("whole"));
    }
  }

  private static List<String> track(String output, String... more) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "track",
                Shared.highway().getParent().toString(),
                "--model",
                Shared.model("yolo-fastest-1.1-xl.cfg").toString(),
                "--every",
                "4",
                "--format",
                "csv",
                "--output",
                output));
    words.addAll(List.of(more));
    return words;
  }

  /** Sends the signal that Spark handles as decommissioning. */
  private static void decommission(ProcessHandle executor) {
    try {
      new ProcessBuilder("kill", "-PWR", Long.toString(executor.pid())).start().waitFor();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Ends an executor during a job, and checks that the job succeeds. */
  private String logOfOneThatEnds(
      StandaloneCluster spark, List<String> arguments, Consumer<ProcessHandle> order, long seconds)
      throws Exception {
    CompletableFuture<StandaloneCluster.Ended> job =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return spark.euge(arguments);
              } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    Path log = awaitRuns(job);
    ProcessHandle executor = spark.executors().findFirst().orElseThrow();
    order.accept(executor);
    executor.onExit().get(seconds, TimeUnit.SECONDS);
    StandaloneCluster.Ended ended = job.get(8, TimeUnit.MINUTES);
    assertThat(ended.exit()).as("euge printed:\n%s", ended.printed()).isZero();
    return Files.readString(log);
  }

  private static List<String> detect(String output) {
    return List.of(
        "detect",
        Shared.highway().getParent().toString(),
        "--model",
        Shared.model("yolo-fastest-1.1-xl.cfg").toString(),
        "--every",
        "4",
        "--output",
        output,
        "--format",
        "csv",
        "--conf",
        "spark.executor.memory=800m",
        "--conf",
        "spark.decommission.enabled=true");
  }

  /** Returns the log of the first executor, once one of its tasks has the model. */
  private Path awaitRuns(CompletableFuture<?> job) throws Exception {
    Instant deadline = Instant.now().plus(Duration.ofMinutes(8));
    while (true) {
      assertThat(job).as("the job's end").isNotDone();
      assertThat(Instant.now()).as("a task runs before").isBefore(deadline);
      if (Files.isDirectory(folder.resolve("work"))) {
        try (Stream<Path> files = Files.walk(folder.resolve("work"))) {
          for (Path log : files.filter(file -> file.endsWith("stderr")).toList()) {
            if (Files.readString(log).contains(" goes to cpu")) {
              Thread.sleep(1000);
              return log;
            }
          }
        }
      }
      Thread.sleep(200);
    }
  }
}

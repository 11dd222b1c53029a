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
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests the messages of commands whose cluster provides no executor or loses one, and of stopped
 * commands.
 */
class ClusterMessagesIT {
  @TempDir static Path folder;
  private static StandaloneCluster spark;

  @BeforeAll
  static void start() throws Exception {
    spark = new StandaloneCluster(folder, 1);
  }

  @AfterAll
  static void stop() throws Exception {
    spark.close();
  }

  @Test
  void aWaitingJobReportsTheReasonAndAStoppedJobWhatItWrote() throws Exception {
    StandaloneCluster.Running job = detect("waiting", "2");
    await(() -> job.printed().contains("the job waits"));
    assertThat(job.printed())
        .contains("the cluster has given no executor: requested are executors of 2 cores")
        .contains("127.0.0.1 with 1 of 1 core and", "none is that large");

    // Not SIGINT, because the children of a background process ignore it.
    job.process().destroy();
    StandaloneCluster.Ended ended = job.await();
    assertThat(ended.exit()).isEqualTo(128 + 15);
    assertThat(ended.printed().lines().toList())
        .hasSize(2)
        .last()
        .isEqualTo("euge: the job was stopped; nothing was written to waiting");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).noneMatch(file -> file.toString().contains("waiting"));
    }
  }

  @Test
  void aLostExecutorIsReportedAndItsWorkDoneAgain() throws Exception {
    StandaloneCluster.Running job = detect("lost", "1");
    await(() -> registered() || !job.process().isAlive());
    spark.executors().forEach(ProcessHandle::destroyForcibly);
    StandaloneCluster.Ended ended = job.await();
    assertThat(ended.exit()).as("euge printed:\n%s", ended.printed()).isZero();
    assertThat(ended.printed())
        .contains("euge: executor 0 on 127.0.0.1 was lost: ", "; Spark runs its tasks again");
    assertThat(spark.rows("lost")).hasSizeGreaterThan(20);
  }

  @Test
  void aJobWhoseExecutorsAllRefuseToStartEndsWithTheirReason() throws Exception {
    StandaloneCluster.Ended ended =
        detect("refused", "1", "--conf", "spark.euge.mps=required").await();
    assertThat(ended.exit()).isEqualTo(1);
    assertThat(ended.printed().lines().toList())
        .hasSize(2)
        .allMatch(line -> line.contains("spark.euge.mps is 'required'"))
        .last()
        .asString()
        .matches("euge: \\d+ executors in a row did not start; the first: .*");
    assertThat(folder.resolve("refused")).doesNotExist();
  }

  private static boolean registered() throws IOException {
    try (Stream<Path> files = Files.find(folder, 4, (file, a) -> file.endsWith("0/stderr"))) {
      for (Path log : (Iterable<Path>) files::iterator) {
        if (Files.readString(log).contains("Running task")) {
          return true;
        }
      }
    }
    return false;
  }

  private static StandaloneCluster.Running detect(String output, String cores, String... more)
      throws IOException {
    List<String> detect = List.of("detect", Shared.highway().toString(), "--model", model());
    List<String> arguments = new ArrayList<>(spark.onCluster(detect));
    arguments.addAll(List.of("--every", "4", "--format", "csv", "--output", output));
    arguments.addAll(
        List.of("--conf", "spark.executor.cores=" + cores, "--conf", "spark.executor.memory=800m"));
    arguments.addAll(List.of(more));
    return spark.start(arguments, Map.of());
  }

  private static String model() {
    return Shared.model("yolo-fastest-1.1-xl.cfg").toString();
  }

  /** A condition to wait for. */
  private interface Condition {
    boolean holds() throws IOException;
  }

  private static void await(Condition condition) throws Exception {
    Instant deadline = Instant.now().plus(Duration.ofMinutes(3));
    while (!condition.holds()) {
      assertThat(Instant.now()).as("it comes true before").isBefore(deadline);
      Thread.sleep(200);
    }
  }
}

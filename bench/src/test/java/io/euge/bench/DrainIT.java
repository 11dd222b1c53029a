package io.euge.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.testing.Shared;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An executor process that is told to end in the middle of a job. */
class DrainIT {
  @TempDir Path folder;

  @Test
  void anExecutorThatIsToldToEndClosesItsModelsAndAnotherDoesItsTasks() throws Exception {
    try (StandaloneCluster spark = new StandaloneCluster(folder, 1)) {
      CompletableFuture<StandaloneCluster.Ended> job =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return spark.euge(
                      List.of(
                          "detect",
                          Shared.highway().getParent().toString(),
                          "--model",
                          Shared.model("yolo-fastest-1.1-xl.cfg").toString(),
                          "--output",
                          "out",
                          "--conf",
                          "spark.executor.memory=800m"));
                } catch (IOException | InterruptedException e) {
                  throw new IllegalStateException(e);
                }
              });
      Path log = awaitRuns(job);
      ProcessHandle executor = spark.executors().findFirst().orElseThrow();
      executor.destroy();
      executor.onExit().get(30, TimeUnit.SECONDS);
      assertThat(Files.readString(log))
          .contains("The models of this process are closed")
          .doesNotContain("still leased", "still use models", "SIGSEGV");
      StandaloneCluster.Ended ended = job.get(8, TimeUnit.MINUTES);
      assertThat(ended.exit()).as("euge printed:\n%s", ended.printed()).isZero();
    }
  }

  /** The log of the first executor, once a task has a model there. */
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

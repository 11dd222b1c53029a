package io.euge.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.testing.ClipWriter;
import io.euge.testing.Shared;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Videos that kill the process that reads them, in a real cluster: each costs one executor and then
 * itself, and no other video a frame.
 *
 * <p>The processes really crash: one that has such a video open is sent the signal of a bad memory
 * access, {@code SIGSEGV}, on which a JVM dies as it does in native code.
 */
class PoisonIT {
  private static final int GOOD = 4;
  private static final int FRAMES = 120;

  /** So that they are seen open, and for longer than a probe takes. */
  private static final int LONG = 6000;

  @TempDir Path folder;

  @Test
  void aVideoThatKillsItsProcessIsLeftOutAndTheOthersAreWhole() throws Exception {
    Path videos = Files.createDirectory(folder.resolve("videos"));
    for (int i = 0; i < GOOD; i++) {
      new ClipWriter().frames(FRAMES).write(videos.resolve("good-" + i + ".mp4"));
    }
    Path poison = new ClipWriter().frames(LONG).write(videos.resolve("crash-0.mp4"));
    for (int i = 1; i < 4; i++) {
      Files.copy(poison, videos.resolve("crash-" + i + ".mp4"));
    }
    StandaloneCluster.Ended job;
    int killed;
    try (StandaloneCluster spark = new StandaloneCluster(folder, 2);
        Crasher crasher = new Crasher(spark, videos.resolve("crash-"))) {
      job =
          spark.euge(
              List.of(
                  "detect",
                  videos.toString(),
                  "--model",
                  Shared.model("yolo-fastest-1.1.cfg").toString(),
                  "--output",
                  "out",
                  "--conf",
                  "spark.executor.cores=2",
                  "--conf",
                  "spark.executor.memory=800m"));
      killed = crasher.killed();
    }
    assertThat(job.exit()).as("euge printed:\n%s", job.printed()).isEqualTo(3);
    assertThat(job.printed()).contains("4 of 8 videos are damaged or could not be read");
    assertThat(killed).as("executors and trials that died").isGreaterThanOrEqualTo(5);

    List<Row> frames = table("out");
    for (int i = 0; i < GOOD; i++) {
      String name = "/good-" + i + ".mp4";
      assertThat(frames.stream().filter(row -> row.getString(0).endsWith(name)).count())
          .as(name)
          .isEqualTo(FRAMES);
    }
    assertThat(frames).hasSize(GOOD * FRAMES);
    List<Row> errors = table("out/_errors");
    assertThat(errors).extracting(row -> row.getString(4)).containsOnly("POISON").hasSize(4);
    assertThat(errors).allMatch(row -> row.getString(5).contains("(SIGSEGV"));
  }

  private List<Row> table(String name) throws Exception {
    try (SparkSession spark =
        SparkSession.builder()
            .master("local[1]")
            .config("spark.ui.enabled", false)
            .config("spark.driver.host", "localhost")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .getOrCreate()) {
      return spark.read().parquet(folder.resolve(name).toString()).collectAsList();
    }
  }
}

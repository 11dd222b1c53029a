package io.euge.cli.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.cli.CommandRun;
import io.euge.spark.LocalSpark;
import io.euge.testing.ClipWriter;
import io.euge.testing.LongTests;
import io.euge.testing.Shared;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A job in a process of its own that is killed again and again, at random, and started again each
 * time: its table is that of a job that nobody disturbed.
 */
class ChaosIT {
  private static final int KILLS = (int) LongTests.choose(4, 20);
  private static final int CLIPS = (int) LongTests.choose(9, 60);
  private static final long SEED = 19;

  @TempDir Path folder;

  @Test
  void theTableIsThatOfAnUndisturbedJob() throws Exception {
    Random random = new Random(SEED);
    writeVideos(random);
    List<String> undisturbed = new ArrayList<>(List.of("detect", videos().toString()));
    undisturbed.addAll(List.of("--model", model(), "--confidence", "0.01", "--output"));
    undisturbed.add(folder.resolve("undisturbed").toString());
    assertThat(CommandRun.of(undisturbed.toArray(String[]::new)).exit()).isEqualTo(3);

    int kills = 0;
    while (kills < KILLS) {
      long before = JobProcess.committed(table());
      try (JobProcess job = start()) {
        job.awaitCommit(table(), before);
        Thread.sleep(random.nextInt(1500));
        if (!job.isRunning()) {
          break;
        }
        kills++;
      }
    }
    assertThat(kills).as("the job was longer than that").isEqualTo(KILLS);

    String said;
    try (JobProcess last = start()) {
      assertThat(last.exit()).as(last.said()).isEqualTo(3);
      said = last.said();
    }
    try (SparkSession spark = LocalSpark.start(1)) {
      List<String> rows = rows(spark, "undisturbed");
      assertThat(rows(spark, "table")).isEqualTo(rows);
      assertThat(rows(spark, "table/_errors")).isEqualTo(rows(spark, "undisturbed/_errors"));
      assertThat(said).contains("in %,d frames".formatted(rows.size()));
    }
    try (Stream<Path> table = Files.list(folder.resolve("table"))) {
      assertThat(table).noneMatch(path -> path.getFileName().toString().startsWith(".batch"));
    }
  }

  /** Clips of mixed length, one that is long, one that ends too early and one that is none. */
  private void writeVideos(Random random) throws IOException {
    Files.createDirectories(videos());
    for (int i = 0; i < CLIPS; i++) {
      new ClipWriter().frames(1 + random.nextInt(60)).write(videos().resolve(i + ".mp4"));
    }
    new ClipWriter().frames((int) LongTests.choose(250, 2000)).write(videos().resolve("long.mp4"));
    Path whole = new ClipWriter().frames(60).write(folder.resolve("whole.ts"));
    byte[] bytes = Files.readAllBytes(whole);
    Files.write(videos().resolve("cut.ts"), Arrays.copyOf(bytes, bytes.length / 2));
    Files.writeString(videos().resolve("none.mp4"), "no video");
    try (Stream<Path> all = Files.list(videos())) {
      for (Path video : all.toList()) {
        Files.setLastModifiedTime(video, FileTime.from(Instant.now().minusSeconds(100)));
      }
    }
  }

  private JobProcess start() throws IOException {
    List<String> command = new ArrayList<>(List.of("detect", videos().toString()));
    command.addAll(List.of("--model", model(), "--confidence", "0.01", "--master", "local[2]"));
    command.addAll(List.of("--output", table().toString()));
    command.addAll(List.of("--checkpoint", folder.resolve("checkpoint").toString()));
    command.addAll(List.of("--segment-seconds", "1", "--max-seconds-per-trigger", "4"));
    return JobProcess.start(folder.resolve("log.txt"), command);
  }

  private List<String> rows(SparkSession spark, String table) {
    return spark.read().parquet(folder.resolve(table).toString()).toJSON().collectAsList().stream()
        .sorted()
        .toList();
  }

  private Path videos() {
    return folder.resolve("videos");
  }

  private Path table() {
    return folder.resolve("table");
  }

  private static String model() {
    return Shared.model("yolo-fastest-1.1.cfg").toString();
  }
}

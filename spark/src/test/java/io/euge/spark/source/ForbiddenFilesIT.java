package io.euge.spark.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.spark.GuardedStore;
import io.euge.spark.LocalSpark;
import io.euge.spark.errors.VideoError;
import io.euge.spark.errors.VideoErrors;
import io.euge.testing.ClipWriter;
import io.euge.video.VideoException.Code;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.apache.spark.api.java.function.VoidFunction2;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.Trigger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Streams over files that their storage does not permit to read for a time. */
class ForbiddenFilesIT {
  private static SparkSession spark;

  @TempDir Path folder;
  private Path videos;
  private Path marker;

  @BeforeAll
  static void start() {
    spark =
        LocalSpark.builder(2)
            .config("spark.hadoop.fs.guarded.impl", GuardedStore.class.getName())
            .getOrCreate();
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  @BeforeEach
  void write() throws Exception {
    videos = Files.createDirectory(folder.resolve("videos"));
    int age = 100;
    for (String name : new String[] {"a", "b", "c"}) {
      Path file = new ClipWriter().frames(10).write(videos.resolve(name + ".mp4"));
      Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(age)));
      age -= 10;
    }
    marker = Files.createFile(videos.resolve("b.mp4.denied"));
  }

  @Test
  void aVideoThatMayNotBeReadIsTriedAgainByTheNextQueryOnly() throws Exception {
    assertThat(run()).isEqualTo(1);
    assertThat(table().count()).isEqualTo(20);
    assertThat(run()).as("its error is known").isZero();
    assertThat(table().count()).isEqualTo(20);
    Path more = new ClipWriter().frames(10).write(videos.resolve("d.mp4"));
    Files.setLastModifiedTime(more, FileTime.from(Instant.now().minusSeconds(40)));
    assertThat(run()).isZero();
    assertThat(table().count()).as("it hides no other").isEqualTo(30);

    Files.delete(marker);
    assertThat(run()).isZero();
    assertThat(table().count()).isEqualTo(40);
    assertThat(run()).isZero();
    assertThat(table().count()).isEqualTo(40);
  }

  @Test
  void aVideoThatMayNoLongerBeReadIsTriedAgainByTheNextQueryOnly() throws Exception {
    Files.delete(marker);
    // Its batch is planned by then.
    VoidFunction2<Dataset<Row>, Long> denying =
        (rows, batch) -> {
          if (batch >= 1 && Files.notExists(marker)) {
            Files.createFile(marker);
          }
          append(rows);
        };
    assertThat(run(denying)).isEqualTo(1);
    assertThat(table().count()).isEqualTo(20);
    Files.delete(marker);
    assertThat(run(denying)).as("its error is known").isZero();
    assertThat(table().count()).isEqualTo(20);
    Files.delete(marker);
    assertThat(run()).isZero();
    assertThat(table().count()).isEqualTo(30);
  }

  /** Reads what is new, a file for each batch, and returns the number of errors. */
  private int run() throws Exception {
    return run((rows, batch) -> append(rows));
  }

  private int run(VoidFunction2<Dataset<Row>, Long> sink) throws Exception {
    try (VideoErrors errors = VideoErrors.collect(spark)) {
      errors
          .collectFrom(spark.readStream().format("video"))
          .option("image-format", "jpeg")
          .option("on-error", "skip")
          .option("maxFilesPerTrigger", 1)
          .load("guarded:" + videos)
          .writeStream()
          .option("checkpointLocation", folder.resolve("checkpoint").toString())
          .trigger(Trigger.AvailableNow())
          .foreachBatch(sink)
          .start()
          .awaitTermination();
      assertThat(errors.list())
          .extracting(VideoError::code)
          .allMatch(code -> code == Code.UNREADABLE);
      return errors.list().size();
    }
  }

  private void append(Dataset<Row> rows) {
    rows.write().mode("append").parquet(folder.resolve("table").toString());
  }

  private Dataset<Row> table() {
    return spark.read().parquet(folder.resolve("table").toString());
  }
}

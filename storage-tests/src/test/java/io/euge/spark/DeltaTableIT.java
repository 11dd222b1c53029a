package io.euge.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.euge.EugeException;
import io.euge.spark.errors.VideoErrors;
import io.euge.spark.sink.BatchCounter;
import io.euge.spark.sink.CommittedFormat;
import io.euge.spark.sink.CommittedTable;
import io.euge.spark.sink.Partitioning;
import io.euge.testing.ClipWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.Trigger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests Delta tables that grow by batches. */
class DeltaTableIT {
  private static SparkSession spark;

  @TempDir Path folder;
  private VideoErrors errors;

  @BeforeAll
  static void start() {
    SparkSession.Builder builder =
        SparkSession.builder()
            .master("local[2]")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.host", "localhost")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.sql.shuffle.partitions", "1")
            .config("spark.plugins", "io.euge.spark.EugePlugin");
    CommittedFormat.DELTA.sparkSettings().forEach(builder::config);
    spark = builder.getOrCreate();
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  @BeforeEach
  void collect() {
    errors = VideoErrors.collect(spark);
  }

  @AfterEach
  void close() {
    errors.close();
  }

  @Test
  void aDriverThatIsLostAtAnyPointOfABatchLeavesItOnce() throws Exception {
    Path videos = Files.createDirectory(folder.resolve("videos"));
    new ClipWriter().frames(5).write(videos.resolve("a.mp4"));
    Files.writeString(videos.resolve("b.mp4"), "no video");
    List<Row> expected = video(videos.resolve("a.mp4"));
    Path table = folder.resolve("table");
    assertThatThrownBy(() -> stream(videos, "table", new Fails()))
        .as("lost before the batch is committed")
        .hasStackTraceContaining("the driver is lost");
    assertThat(table.resolve("_delta_log")).doesNotExist();
    stream(videos, "table", new Copies(table, folder.resolve("copy")));
    assertThat(read(table)).hasSize(5).isEqualTo(expected);
    assertThat(errors(table)).isEqualTo(1);

    restore(table);
    open("table", BatchCounter.NONE);
    assertThat(read(table)).as("lost after Delta's commit").hasSize(5);
    assertThat(errors(table)).isEqualTo(1);
    assertThat(hidden(table)).isEmpty();

    restore(table);
    for (Path part : List.of(table.resolve("_delta_log"), table.resolve("_errors"))) {
      FileUtils.deleteDirectory(part.toFile());
    }
    spark.catalog().clearCache();
    open("table", BatchCounter.NONE);
    assertThat(read(table)).as("lost between the commit and that of Delta").isEqualTo(expected);
    assertThat(errors(table)).isEqualTo(1);
  }

  @Test
  void aDirectoryOfAnotherTableIsRefused() {
    spark.range(3).write().format("delta").save(folder.resolve("table").toString());
    assertThatThrownBy(() -> open("table", BatchCounter.NONE))
        .isInstanceOf(EugeException.class)
        .hasMessageContaining("already, which this checkpoint did not write");
  }

  private void stream(Path videos, String table, BatchCounter counter) throws Exception {
    errors
        .collectFrom(spark.readStream().format("video"))
        .option("on-error", "record")
        .option("image-format", "jpeg")
        .option("settle", "0s")
        .load(videos.toString())
        .drop("image")
        .writeStream()
        .option("checkpointLocation", folder.resolve(table + "-checkpoint").toString())
        .trigger(Trigger.AvailableNow())
        .foreachBatch(open(table, counter))
        .start()
        .awaitTermination();
  }

  private CommittedTable open(String table, BatchCounter counter) throws IOException {
    return CommittedTable.open(
        folder.resolve(table).toString(),
        "id",
        CommittedFormat.DELTA,
        Partitioning.parse("camera"),
        counter,
        errors,
        spark.sessionState().newHadoopConf());
  }

  private static List<Row> read(Path table) {
    return sorted(spark.read().format("delta").load(table.toString()));
  }

  private static List<Row> video(Path file) {
    return sorted(
        spark
            .read()
            .format("video")
            .option("image-format", "jpeg")
            .load(file.toString())
            .drop("image"));
  }

  private static long errors(Path table) {
    return spark.read().format("delta").load(table.resolve("_errors").toString()).count();
  }

  private static List<Row> sorted(Dataset<Row> rows) {
    return rows.orderBy("video", "frame").collectAsList();
  }

  private void restore(Path table) throws IOException {
    FileUtils.copyDirectory(folder.resolve("copy").toFile(), table.toFile());
  }

  private static List<Path> hidden(Path table) throws IOException {
    try (Stream<Path> all = Files.list(table)) {
      return all.filter(path -> path.getFileName().toString().startsWith(".batch")).toList();
    }
  }

  /** Fails before a batch is committed. */
  private static class Fails implements BatchCounter {
    @Override
    public Dataset<Row> observe(Dataset<Row> rows) {
      return rows;
    }

    @Override
    public Map<String, Long> counted() {
      throw new IllegalStateException("the driver is lost");
    }
  }

  /** Copies the files of a batch before it is committed. */
  private record Copies(Path table, Path copy) implements BatchCounter {
    @Override
    public Dataset<Row> observe(Dataset<Row> rows) {
      return rows;
    }

    @Override
    public Map<String, Long> counted() {
      try {
        for (Path batch : hidden(table)) {
          FileUtils.copyDirectory(
              batch.toFile(), copy.resolve(batch.getFileName().toString()).toFile());
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return Map.of();
    }
  }
}

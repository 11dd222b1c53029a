package io.euge.spark.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.euge.EugeException;
import io.euge.spark.LocalSpark;
import io.euge.spark.errors.VideoErrors;
import io.euge.testing.ClipWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.Trigger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables that grow by batches, on disk. */
class CommittedTableIT {
  private static SparkSession spark;

  @TempDir Path folder;
  private VideoErrors errors;

  @BeforeAll
  static void start() {
    spark = LocalSpark.start(2);
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
  void aBatchIsAddedOnce() throws Exception {
    CommittedTable table = open(BatchCounter.NONE);
    table.call(rows(3), 0L);
    table.call(rows(3), 0L);
    table.call(rows(4), 1L);
    open(BatchCounter.NONE).call(rows(4), 1L);
    assertThat(read().count()).isEqualTo(7);
    assertThat(visible()).as("few files").hasSize(2);
    assertThat(hidden()).as("nothing is left").isEmpty();
  }

  @Test
  void noFileOfABatchIsVisibleBeforeItIsCommitted() throws Exception {
    List<Path> seen = new ArrayList<>();
    open(new BatchCounter() {
          @Override
          public Dataset<Row> observe(Dataset<Row> rows) {
            return rows;
          }

          @Override
          public Map<String, Long> counted() { // All is written, and nothing committed.
            assertThat(hidden()).isNotEmpty();
            seen.addAll(visible());
            return Map.of("rows", 3L);
          }
        })
        .call(rows(3), 0L);
    assertThat(seen).isEmpty();
    assertThat(visible()).isNotEmpty();
    assertThat(CommittedTable.totals(table().toString(), hadoop()).counts())
        .containsEntry("rows", 3L);
  }

  @Test
  void aBatchThatWasCommittedAppearsAtTheNextStart() throws Exception {
    CommittedTable table = open(BatchCounter.NONE);
    table.call(rows(3), 0L);
    table.call(rows(4), 1L);
    undoRenames();
    assertThat(read().count()).as("as after a kill behind the commit").isEqualTo(3);
    open(BatchCounter.NONE);
    assertThat(read().count()).isEqualTo(7);
    assertThat(hidden()).isEmpty();
  }

  @Test
  void whatWasNotCommittedIsRemovedAtTheNextStart() throws Exception {
    open(BatchCounter.NONE).call(rows(3), 0L);
    Path left = table().resolve(".batch-2/rows/part-00000.parquet");
    Files.createDirectories(left.getParent());
    Files.writeString(left, "half a file");
    CommittedTable table = open(BatchCounter.NONE);
    assertThat(hidden()).isEmpty();
    table.call(rows(4), 1L);
    assertThat(read().count()).isEqualTo(7);
  }

  @Test
  void aBatchThatFailsLeavesNothing() throws Exception {
    CommittedTable table = open(BatchCounter.NONE);
    Dataset<Row> bad = rows(3).selectExpr("video", "raise_error('broken') AS frame");
    assertThatThrownBy(() -> table.call(bad, 0L)).hasMessageContaining("broken");
    assertThat(visible()).isEmpty();
    assertThat(hidden()).isEmpty();
    table.call(rows(3), 0L);
    assertThat(read().count()).isEqualTo(3);
  }

  @Test
  void filesOfTheUserThatCleansOldBatchesAreNotMissed() throws Exception {
    open(BatchCounter.NONE).call(rows(3), 0L);
    for (Path part : visible()) {
      Files.delete(part);
    }
    open(BatchCounter.NONE).call(rows(4), 1L);
    assertThat(read().count()).isEqualTo(4);
  }

  @Test
  void aBatchWhoseFilesCouldNotBeMovedIsCompletedByTheNextCall() throws Exception {
    CommittedTable table = open(Partitioning.parse("camera"), BatchCounter.NONE);
    Dataset<Row> rows = rows(3).selectExpr("*", "'north' AS camera");
    Path obstacle = Files.writeString(table().resolve("camera=north"), "a file, and no folder");
    assertThatThrownBy(() -> table.call(rows, 0L)).isInstanceOf(IOException.class);
    Files.delete(obstacle);
    table.call(rows, 0L); // As of a query that a program starts again.
    assertThat(read().count()).isEqualTo(3);
    assertThat(hidden()).isEmpty();
    table.call(rows, 1L);
    assertThat(read().count()).isEqualTo(6);
  }

  @Test
  void theNextBatchDoesNotHideTheOneThatCouldNotBeMoved() throws Exception {
    CommittedTable table = open(Partitioning.parse("camera"), BatchCounter.NONE);
    Dataset<Row> rows = rows(3).selectExpr("*", "'north' AS camera");
    Path obstacle = Files.writeString(table().resolve("camera=north"), "a file, and no folder");
    assertThatThrownBy(() -> table.call(rows, 0L)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> table.call(rows, 1L)).isInstanceOf(IOException.class);
    Files.delete(obstacle);
    table.call(rows, 1L);
    assertThat(read().count()).isEqualTo(6);
  }

  @Test
  void filesThatWereDeletedAfterAnInterruptedMoveDoNotBlock() throws Exception {
    Map<String, Path> parts = twoCommittedFiles();
    Path last = table().resolve(List.copyOf(parts.keySet()).get(1));
    Files.createDirectories(last.getParent());
    Files.move(List.copyOf(parts.values()).get(1), last);
    Files.delete(List.copyOf(parts.values()).get(0));
    open(BatchCounter.NONE);
    assertThat(hidden()).isEmpty();
    assertThat(read().count()).as("of the second file").isEqualTo(2);
  }

  @Test
  void aFileThatIsLostBeforeItWasMovedIsNotIgnored() throws Exception {
    Map<String, Path> parts = twoCommittedFiles();
    Path first = table().resolve(List.copyOf(parts.keySet()).get(0));
    Files.createDirectories(first.getParent());
    Files.move(List.copyOf(parts.values()).get(0), first);
    Files.delete(List.copyOf(parts.values()).get(1));
    assertThatThrownBy(() -> open(BatchCounter.NONE))
        .isInstanceOf(EugeException.class)
        .hasMessageContaining("is missing, and was not yet in the table; restore it");
  }

  @Test
  void foldersAreOfDaysAndCameras() throws Exception {
    Dataset<Row> rows =
        spark.sql(
            "SELECT 'v' AS video, id AS frame, concat('cam', id % 2) AS camera,"
                + " IF(id < 2, timestamp'2026-01-31 10:00:00', null) AS time FROM range(4)");
    open(Partitioning.parse("day, camera"), BatchCounter.NONE).call(rows, 0L);
    assertThat(visible().stream().map(part -> table().relativize(part.getParent()).toString()))
        .containsExactlyInAnyOrder(
            "day=2026-01-31/camera=cam0",
            "day=2026-01-31/camera=cam1",
            "day=__HIVE_DEFAULT_PARTITION__/camera=cam0",
            "day=__HIVE_DEFAULT_PARTITION__/camera=cam1");
    assertThat(read().filter("camera = 'cam1' AND day = '2026-01-31'").count()).isEqualTo(1);
    assertThatThrownBy(() -> Partitioning.parse("day,label"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theErrorsOfABatchAreCommittedWithIt() throws Exception {
    Path videos = Files.createDirectory(folder.resolve("videos"));
    age(new ClipWriter().frames(5).write(videos.resolve("a.mp4")), 100);
    age(Files.writeString(videos.resolve("b.mp4"), "no video"), 100);
    stream(videos);
    stream(videos);
    Dataset<Row> bad = spark.read().parquet(table().resolve("_errors").toString());
    assertThat(bad.select("code").as(Encoders.STRING()).collectAsList()).as("once").hasSize(1);
    assertThat(read().count()).isEqualTo(5);
    TableTotals totals = CommittedTable.totals(table().toString(), hadoop());
    assertThat(totals.errors()).isEqualTo(1);
    assertThat(totals.badVideos()).hasSize(1);
    age(new ClipWriter().frames(7).write(videos.resolve("b.mp4")), 50);
    stream(videos);
    assertThat(read().count()).as("tried again, since it has changed").isEqualTo(12);
    assertThat(spark.read().parquet(table().resolve("_errors").toString()).count()).isEqualTo(1);
  }

  @Test
  void theErrorsOfABatchThatSparkGivesAgainAreNotThoseOfTheNext() throws Exception {
    Path videos = Files.createDirectory(folder.resolve("videos"));
    age(Files.writeString(videos.resolve("b.mp4"), "no video"), 100);
    stream(videos);
    try (Stream<Path> done = Files.list(folder.resolve("checkpoint/commits"))) {
      for (Path entry : done.toList()) { // As after a kill before Spark could note the end.
        Files.delete(entry);
      }
    }
    age(new ClipWriter().frames(5).write(videos.resolve("a.mp4")), 100);
    stream(videos);
    assertThat(read().count()).isEqualTo(5);
    assertThat(spark.read().parquet(table().resolve("_errors").toString()).count()).isEqualTo(1);
  }

  @Test
  void whatIsNotOfTheCheckpointIsRefused() throws Exception {
    open(BatchCounter.NONE).call(rows(3), 0L);
    assertThatThrownBy(
            () ->
                CommittedTable.open(
                    table().toString(),
                    "another",
                    Partitioning.NONE,
                    BatchCounter.NONE,
                    errors,
                    hadoop()))
        .isInstanceOf(EugeException.class)
        .hasMessageContaining("belongs to another checkpoint");
    assertThatThrownBy(() -> open(BatchCounter.NONE).call(rows(1), 7L))
        .isInstanceOf(EugeException.class)
        .hasMessageContaining("lacks the one before");
    Path other = Files.createDirectory(folder.resolve("other"));
    Files.writeString(other.resolve("letter.txt"), "mine");
    assertThatThrownBy(
            () ->
                CommittedTable.open(
                    other.toString(), "id", Partitioning.NONE, BatchCounter.NONE, errors, hadoop()))
        .isInstanceOf(EugeException.class)
        .hasMessageContaining("holds letter.txt already");
    assertThat(other).isDirectoryNotContaining(path -> !path.endsWith("letter.txt"));
  }

  private void stream(Path videos) throws Exception {
    errors
        .collectFrom(spark.readStream().format("video"))
        .option("on-error", "record")
        .option("image-format", "jpeg")
        .load(videos.toString())
        .drop("image")
        .writeStream()
        .option("checkpointLocation", folder.resolve("checkpoint").toString())
        .trigger(Trigger.AvailableNow())
        .foreachBatch(open(BatchCounter.NONE))
        .start()
        .awaitTermination();
  }

  private static void age(Path file, int seconds) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(seconds)));
  }

  /** Returns where two files of a batch are, in the order in which they were moved. */
  private Map<String, Path> twoCommittedFiles() throws IOException {
    Dataset<Row> rows = rows(4).selectExpr("*", "concat('cam', frame % 2) AS camera");
    open(Partitioning.parse("camera"), BatchCounter.NONE).call(rows, 0L);
    Map<String, Path> parts = new LinkedHashMap<>();
    JsonNode files =
        new ObjectMapper().readTree(table().resolve("_commits/1").toFile()).get("files");
    files
        .fieldNames()
        .forEachRemaining(from -> parts.put(from, table().resolve(files.get(from).asText())));
    assertThat(parts).hasSize(2);
    return parts;
  }

  /** Moves the files of the last batch back to where its job wrote them. */
  private void undoRenames() throws IOException {
    JsonNode files =
        new ObjectMapper().readTree(table().resolve("_commits/2").toFile()).get("files");
    for (Iterator<String> from = files.fieldNames(); from.hasNext(); ) {
      String name = from.next();
      Path to = table().resolve(name);
      Files.createDirectories(to.getParent());
      Files.move(table().resolve(files.get(name).asText()), to);
    }
  }

  private CommittedTable open(BatchCounter counter) throws IOException {
    return open(Partitioning.NONE, counter);
  }

  private CommittedTable open(Partitioning partitioning, BatchCounter counter) throws IOException {
    return CommittedTable.open(table().toString(), "id", partitioning, counter, errors, hadoop());
  }

  private static Configuration hadoop() {
    return spark.sessionState().newHadoopConf();
  }

  private Path table() {
    return folder.resolve("table");
  }

  private Dataset<Row> read() {
    return spark.read().parquet(table().toString());
  }

  private static Dataset<Row> rows(int count) {
    return spark.sql("SELECT 'v' AS video, id AS frame FROM range(0, " + count + ", 1, 3)");
  }

  /** Returns the files that a reader sees, of whatever program. */
  private List<Path> visible() {
    return files().filter(file -> !isHidden(file)).toList();
  }

  /** Returns the files of batches that are not committed. */
  private List<Path> hidden() {
    return files()
        .filter(file -> table().relativize(file).toString().startsWith(".batch"))
        .toList();
  }

  private boolean isHidden(Path file) {
    for (Path name : table().relativize(file)) {
      if (name.toString().matches("[._].*")) {
        return true;
      }
    }
    return false;
  }

  private Stream<Path> files() {
    try (Stream<Path> all = Files.walk(table())) {
      return all.filter(Files::isRegularFile).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

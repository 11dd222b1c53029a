package io.euge.spark.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.euge.spark.LocalSpark;
import io.euge.spark.errors.VideoError;
import io.euge.spark.errors.VideoErrors;
import io.euge.testing.ClipWriter;
import io.euge.video.VideoException.Code;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.LongStream;
import org.apache.spark.api.java.function.VoidFunction2;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.streaming.DataStreamReader;
import org.apache.spark.sql.streaming.Trigger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Streams over directories of real videos, with Spark's own checkpoint. */
class VideoStreamIT {
  private static SparkSession spark;

  @TempDir Path folder;
  private Path videos;

  @BeforeAll
  static void start() {
    spark = LocalSpark.start(2);
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  @BeforeEach
  void makeFolder() throws Exception {
    videos = Files.createDirectory(folder.resolve("videos"));
  }

  @Test
  void onlyNewFilesAreReadByTheNextQuery() throws Exception {
    write("a.mp4", 40);
    write("b.mp4", 30);
    run(Map.of());
    assertThat(table().count()).isEqualTo(70);
    write("c.mp4", 20);
    run(Map.of());
    assertThat(frames("c.mp4")).containsExactlyElementsOf(range(20));
    assertThat(table().count()).isEqualTo(90);
    run(Map.of());
    assertThat(table().count()).as("nothing is new").isEqualTo(90);
    assertSame(table(), spark.read().format("video").options(images()).load(videos.toString()));
  }

  @Test
  void aFolderMayBeEmptyAtFirst() throws Exception {
    run(Map.of());
    write("a.mp4", 10);
    run(Map.of());
    assertThat(table().count()).isEqualTo(10);
  }

  @Test
  void aLongVideoIsInSeveralBatches() throws Exception {
    write("long.mp4", 120);
    write("short.mp4", 10);
    Map<Long, Long> batches = new ConcurrentHashMap<>();
    VoidFunction2<Dataset<Row>, Long> sink =
        (rows, batch) -> {
          batches.put(batch, rows.count());
          rows.write().mode("append").parquet(folder.resolve("table").toString());
        };
    run(stream(Map.of("segment-seconds", "1", "max-seconds-per-trigger", "3")), sink);
    assertThat(batches).hasSizeGreaterThan(2);
    assertSame(table(), spark.read().format("video").options(images()).load(videos.toString()));
  }

  @Test
  void aFileThatWasJustChangedIsLeftForLater() throws Exception {
    age(write("a.mp4", 10), 3600);
    Path growing = write("b.mp4", 10);
    Files.setLastModifiedTime(growing, FileTime.from(Instant.now()));
    run(Map.of("settle", "10min"));
    assertThat(table().count()).isEqualTo(10);
    run(Map.of("settle", "0s"));
    assertThat(table().count()).isEqualTo(20);
  }

  @Test
  void aFileThatCannotBeReadIsTriedAgainWhenItHasChanged() throws Exception {
    write("a.mp4", 10);
    Path bad = videos.resolve("b.mp4");
    Files.writeString(bad, "no video");
    age(bad, 50);
    run(Map.of("on-error", "skip"));
    run(Map.of("on-error", "skip"));
    assertThat(table().count()).isEqualTo(10);
    write("b.mp4", 15);
    run(Map.of("on-error", "skip"));
    assertThat(table().count()).isEqualTo(25);
  }

  @Test
  void aFileDeletedBetweenListingAndReadingIsAnErrorAndReadWhenItIsBack() throws Exception {
    age(write("a.mp4", 10), 100);
    Path deleted = write("b.mp4", 15);
    age(write("c.mp4", 20), 40);
    VoidFunction2<Dataset<Row>, Long> sink =
        (rows, batch) -> {
          rows.write().mode("append").parquet(folder.resolve("table").toString());
          Files.deleteIfExists(deleted);
        };
    Map<String, String> options = Map.of("maxFilesPerTrigger", "1", "on-error", "skip");
    try (VideoErrors errors = VideoErrors.collect(spark)) {
      run(errors.collectFrom(stream(options)), sink);
      assertThat(errors.list()).extracting(VideoError::code).containsExactly(Code.MISSING);
      assertThat(errors.list().get(0).video()).endsWith("/b.mp4");
    }
    assertThat(table().count()).isEqualTo(30);

    write("b.mp4", 15);
    run(stream(options), sink);
    assertThat(table().count()).isEqualTo(45);
  }

  @Test
  void theOptionsOfSparksFileSourcesAreUnderstood() throws Exception {
    for (int i = 0; i < 3; i++) {
      age(write(i + ".mp4", 10), 100 - 10 * i);
    }
    List<String> order = new java.util.concurrent.CopyOnWriteArrayList<>();
    VoidFunction2<Dataset<Row>, Long> sink =
        (rows, batch) ->
            order.add(
                rows.select("camera").distinct().collectAsList().stream()
                    .map(row -> row.getString(0))
                    .toList()
                    .toString());
    run(stream(Map.of("maxFilesPerTrigger", "1", "latestFirst", "true")), sink);
    assertThat(order).containsExactly("[2]", "[1]", "[0]");
  }

  @Test
  void filesAreArchivedWhenAllOfThemIsCommitted() throws Exception {
    Path longer = write("long.mp4", 120);
    Path shorter = write("short.mp4", 10);
    Path bad = Files.writeString(videos.resolve("bad.mp4"), "no video");
    age(bad, 60);
    Path archive = folder.resolve("archive");
    Map<Long, Boolean> longIsThere = new ConcurrentHashMap<>();
    VoidFunction2<Dataset<Row>, Long> sink =
        (rows, batch) -> {
          if (rows.filter("video like '%long.mp4'").count() > 0) {
            longIsThere.put(batch, Files.exists(longer));
          }
        };
    run(
        stream(
            Map.of(
                "segment-seconds", "1",
                "max-seconds-per-trigger", "2",
                "on-error", "skip",
                "cleanSource", "archive",
                "sourceArchiveDir", archive.toString())),
        sink);
    assertThat(longIsThere)
        .as("until its last segment is committed")
        .hasSizeGreaterThan(1)
        .doesNotContainValue(false);
    assertThat(videos).as("what could not be read stays").isDirectoryContaining(bad::equals);
    assertThat(List.of(longer, shorter))
        .allMatch(file -> !Files.exists(file))
        .allMatch(file -> Files.exists(Path.of(archive + file.toString())));
  }

  @Test
  void filesAreDeletedUnlessTheyHaveChanged() throws Exception {
    write("a.mp4", 10);
    Path changed = write("b.mp4", 10);
    VoidFunction2<Dataset<Row>, Long> sink =
        (rows, batch) -> {
          rows.count();
          age(changed, 30);
        };
    run(stream(Map.of("cleanSource", "DELETE")), sink);
    assertThat(videos)
        .isDirectoryNotContaining("glob:**a.mp4")
        .isDirectoryContaining(changed::equals);
  }

  @Test
  void anArchiveThatTheStreamWouldReadIsRefused() {
    assertThatThrownBy(() -> run(Map.of("cleanSource", "archive")))
        .hasStackTraceContaining("cleanSource is 'archive': give sourceArchiveDir");
    String inside = videos.resolve("done").toString();
    assertThatThrownBy(() -> run(Map.of("cleanSource", "archive", "sourceArchiveDir", inside)))
        .hasStackTraceContaining("where the stream would read its files again");
  }

  private void run(Map<String, String> options) throws Exception {
    stream(options)
        .load(videos.toString())
        .writeStream()
        .format("parquet")
        .option("checkpointLocation", folder.resolve("checkpoint").toString())
        .option("path", folder.resolve("table").toString())
        .trigger(Trigger.AvailableNow())
        .start()
        .awaitTermination();
  }

  private void run(DataStreamReader stream, VoidFunction2<Dataset<Row>, Long> sink)
      throws Exception {
    stream
        .load(videos.toString())
        .writeStream()
        .option("checkpointLocation", folder.resolve("checkpoint").toString())
        .trigger(Trigger.AvailableNow())
        .foreachBatch(sink)
        .start()
        .awaitTermination();
  }

  private DataStreamReader stream(Map<String, String> options) {
    return spark.readStream().format("video").options(images()).options(options);
  }

  private static Map<String, String> images() {
    return Map.of("image-format", "jpeg");
  }

  private Dataset<Row> table() {
    return spark.read().parquet(folder.resolve("table").toString());
  }

  private List<Long> frames(String name) {
    return table().filter("video LIKE '%/" + name + "'").sort("frame").collectAsList().stream()
        .map(row -> row.<Long>getAs("frame"))
        .toList();
  }

  private static List<Long> range(long end) {
    return LongStream.range(0, end).boxed().toList();
  }

  private static void assertSame(Dataset<Row> some, Dataset<Row> others) {
    assertThat(rows(some)).containsExactlyElementsOf(rows(others));
  }

  private static List<String> rows(Dataset<Row> frames) {
    return frames
        .withColumn("image", functions.md5(frames.col("image")))
        .sort("video", "frame")
        .collectAsList()
        .stream()
        .map(Row::toString)
        .toList();
  }

  private Path write(String name, int frames) throws Exception {
    Path file = new ClipWriter().frames(frames).rate(25).gop(10, 0).write(videos.resolve(name));
    age(file, 60);
    return file;
  }

  private static void age(Path file, int seconds) throws Exception {
    Files.setLastModifiedTime(
        file, FileTime.from(Instant.now().minus(Duration.ofSeconds(seconds))));
  }
}

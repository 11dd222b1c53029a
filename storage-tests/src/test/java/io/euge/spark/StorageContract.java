package io.euge.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.euge.spark.errors.VideoErrors;
import io.euge.spark.sink.BatchCounter;
import io.euge.spark.sink.CommittedTable;
import io.euge.spark.sink.Partitioning;
import io.euge.spark.sink.TableTotals;
import io.euge.spark.storage.HadoopVideoSource;
import io.euge.testing.ClipWriter;
import io.euge.testing.Frames;
import io.euge.testing.NoLeaks;
import io.euge.testing.Shared;
import io.euge.video.DecodeOptions;
import io.euge.video.Segment;
import io.euge.video.VideoException;
import io.euge.video.VideoException.Code;
import io.euge.video.VideoSource;
import io.euge.video.decode.VideoReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.Trigger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Tests for videos that must pass with any storage. */
@ExtendWith(NoLeaks.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class StorageContract {
  @TempDir static Path folder;
  private SparkSession spark;

  /** Stores a file under a name, and returns its Hadoop path. */
  abstract String put(Path file, String name) throws IOException;

  /** Returns the Hadoop path of a name, which need not exist. */
  abstract String path(String name);

  /** Returns the Hadoop settings for the storage. */
  abstract Map<String, String> settings();

  @AfterAll
  void stopSpark() {
    if (spark != null) {
      spark.stop();
    }
  }

  @Test
  void framesAreThoseOfTheLocalFile() throws IOException {
    for (Path file : List.of(Shared.carDetection(), clip("clip.mkv"), clip("clip.avi"))) {
      String path = put(file, "frames/" + file.getFileName());
      try (VideoReader local = open(VideoSource.of(file));
          VideoReader stored = open(video(path))) {
        assertThat(stored.info()).isEqualTo(local.info());
        assertThat(Frames.of(stored)).isNotEmpty().isEqualTo(Frames.of(local));
      }
    }
  }

  @Test
  void theSourceGivesTheRowsOfTheLocalFiles() throws IOException {
    Path first = clip("a.mp4");
    Path second = clip("b.mkv");
    String path = put(first, "job/a.mp4");
    put(second, "job/deep/b.mkv");
    List<Row> local = rows(first.toString(), second.toString());
    assertThat(local).hasSize(50);
    assertThat(rows(path("job"))).isEqualTo(local);
    assertThat(rows(path("job/*.mp4"), path("job/deep/b.mkv"))).isEqualTo(local);
    assertThat(
            spark()
                .read()
                .format("detections")
                .load(path("job"))
                .select("camera")
                .distinct()
                .orderBy("camera")
                .collectAsList())
        .extracting(row -> row.getString(0))
        .containsExactly("a", "deep");
    assertThat(spark().read().format("detections").load(path).select("video").distinct().collect())
        .isEqualTo(new Row[] {RowFactory.create(path)});
  }

  @Test
  void aTableAndItsCheckpointGrowInTheStorage() throws Exception {
    put(clip("a.mp4"), "grow/in/a.mp4");
    put(Files.writeString(folder.resolve("text.mp4"), "no video"), "grow/in/text.mp4");
    stream();
    List<Row> first = grown();
    assertThat(first).hasSize(25);
    put(clip("b.mkv"), "grow/in/b.mkv");
    stream();
    stream();
    assertThat(grown()).hasSize(50).containsAll(first).isEqualTo(rows(path("grow/in/[ab].*")));
    TableTotals totals = CommittedTable.totals(path("grow/table"), configuration());
    assertThat(totals.badVideos()).containsExactly(path("grow/in/text.mp4"));
    assertThat(names(path("grow/table"))).noneMatch(name -> name.startsWith("."));
  }

  /** Reads what is new, and adds it to the table. */
  private void stream() throws Exception {
    try (VideoErrors errors = VideoErrors.collect(spark())) {
      CommittedTable table =
          CommittedTable.open(
              path("grow/table"),
              "checkpoint",
              Partitioning.NONE,
              BatchCounter.NONE,
              errors,
              configuration());
      errors
          .collectFrom(spark().readStream().format("detections"))
          .option("model", Shared.model("yolo-fastest-1.1.cfg").toString())
          .option("on-error", "record")
          .option("settle", "0s")
          .load(path("grow/in"))
          .select("video", "frame", "seconds", "width", "height")
          .writeStream()
          .option("checkpointLocation", path("grow/checkpoint"))
          .trigger(Trigger.AvailableNow())
          .foreachBatch(table)
          .start()
          .awaitTermination();
    }
  }

  private List<Row> grown() {
    return select(spark().read().parquet(path("grow/table")));
  }

  private List<String> names(String directory) throws IOException {
    org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(directory);
    return Stream.of(path.getFileSystem(configuration()).listStatus(path))
        .map(file -> file.getPath().getName())
        .toList();
  }

  @Test
  void whatIsNotThereIsNamed() {
    String path = path("none.mp4");
    VideoException e = catchThrowableOfType(VideoException.class, () -> open(video(path)));
    assertThat(e).hasMessage("There is no file " + path + "; check the path");
    assertThat(e.code()).isEqualTo(Code.MISSING);
  }

  @Test
  void anEmptyOneIsNamed() throws IOException {
    String path = put(Files.createFile(folder.resolve("empty.mp4")), "empty.mp4");
    VideoException e = catchThrowableOfType(VideoException.class, () -> open(video(path)));
    assertThat(e.code()).isEqualTo(Code.EMPTY);
  }

  @Test
  void aPlaylistReachesNothing() throws IOException {
    String other = put(clip("other.mp4"), "list/other.mp4");
    Path list = folder.resolve("list.mp4");
    for (String entry : List.of(other, "other.mp4", clip("here.mp4").toString())) {
      Files.writeString(list, "#EXTM3U\n#EXT-X-TARGETDURATION:5\n#EXTINF:5,\n" + entry + "\n");
      String path = put(list, "list/" + Integer.toHexString(entry.hashCode()) + ".mp4");
      VideoException e = catchThrowableOfType(VideoException.class, () -> open(video(path)));
      assertThat(e.code()).isEqualTo(Code.FORMAT);
    }
  }

  final HadoopVideoSource video(String path) {
    return new HadoopVideoSource(path, configuration());
  }

  final Configuration configuration() {
    Configuration hadoop = new Configuration();
    settings().forEach(hadoop::set);
    return hadoop;
  }

  static VideoReader open(VideoSource source) {
    return VideoReader.open(source, Segment.whole(), DecodeOptions.DEFAULT);
  }

  private List<Row> rows(String... paths) {
    return select(spark().read().format("detections").load(paths));
  }

  private static List<Row> select(Dataset<Row> frames) {
    return frames
        .selectExpr(
            "substring_index(video, '/', -1) as name", "frame", "seconds", "width", "height")
        .orderBy("name", "frame")
        .collectAsList();
  }

  private SparkSession spark() {
    if (spark == null) {
      SparkSession.Builder session =
          SparkSession.builder()
              .master("local[2]")
              .config("spark.ui.enabled", "false")
              .config("spark.driver.host", "localhost")
              .config("spark.driver.bindAddress", "127.0.0.1")
              .config("spark.sql.shuffle.partitions", "2")
              .config("spark.euge.model.keep-alive", "0s")
              .config("spark.sql.warehouse.dir", folder.resolve("warehouse").toString());
      settings().forEach((key, value) -> session.config("spark.hadoop." + key, value));
      spark = session.getOrCreate();
    }
    return spark;
  }

  private static Path clip(String name) {
    Path file = folder.resolve(name);
    return Files.exists(file) ? file : new ClipWriter().write(file);
  }
}

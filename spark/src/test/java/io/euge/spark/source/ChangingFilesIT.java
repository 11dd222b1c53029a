package io.euge.spark.source;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.stream.LongStream;
import org.apache.spark.api.java.function.VoidFunction2;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.DataStreamReader;
import org.apache.spark.sql.streaming.Trigger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that change after a batch of a stream was planned, before its tasks read them. */
class ChangingFilesIT {
  private static SparkSession spark;

  @TempDir Path folder;
  private Path videos;

  /** What happens to a file. */
  private interface Change {
    void run() throws Exception;
  }

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
  void aVideoThatItsTaskCannotOpenIsNotCleaned() throws Exception {
    write("a.mp4", 10);
    Path bad = write("b.mp4", 10);
    Change damage =
        () -> {
          FileTime time = Files.getLastModifiedTime(bad);
          Files.write(bad, new byte[(int) Files.size(bad)]);
          Files.setLastModifiedTime(bad, time);
        };
    List<VideoError> errors = run(Map.of("segment-seconds", "0", "cleanSource", "delete"), damage);
    assertThat(errors).extracting(VideoError::segment).containsOnlyNulls();
    assertThat(videos)
        .isDirectoryNotContaining("glob:**a.mp4")
        .isDirectoryContaining("glob:**b.mp4");
  }

  @Test
  void nothingIsCleanedAfterABatchThatRanNoTask() throws Exception {
    Path video = write("a.mp4", 10);
    VoidFunction2<Dataset<Row>, Long> committedBefore = (rows, batch) -> {};
    run(stream(Map.of("cleanSource", "delete")), committedBefore);
    assertThat(video).exists();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "1"})
  void aFileDeletedBeforeItsTaskIsReadWhenItIsBack(String segmentSeconds) throws Exception {
    write("a.mp4", 10);
    Path deleted = write("b.mp4", 60);
    Map<String, String> options = Map.of("segment-seconds", segmentSeconds);
    assertThat(run(options, () -> Files.deleteIfExists(deleted)))
        .isNotEmpty()
        .extracting(VideoError::code)
        .containsOnly(Code.MISSING);
    assertThat(frames("b.mp4")).isEmpty();
    age(write("b.mp4", 70), 40);
    assertThat(run(options, () -> {})).isEmpty();
    assertThat(frames("a.mp4")).containsExactlyElementsOf(range(10));
    assertThat(frames("b.mp4")).containsExactlyElementsOf(range(70));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "1"})
  void aFileReplacedBeforeItsTaskIsReadAnew(String segmentSeconds) throws Exception {
    write("b.mp4", 90);
    Map<String, String> options =
        Map.of("segment-seconds", segmentSeconds, "max-seconds-per-trigger", "2");
    List<VideoError> errors = run(options, () -> age(write("b.mp4", 70), 40));
    assertThat(errors).isNotEmpty().extracting(VideoError::code).containsOnly(Code.CHANGED);
    assertThat(errors.get(0).message())
        .contains("b.mp4: it has changed since it was listed, its ")
        .endsWith("; read it again when it is complete");
    assertThat(frames("b.mp4")).isEmpty();
    assertThat(run(options, () -> {})).isEmpty();
    assertThat(frames("b.mp4")).containsExactlyElementsOf(range(70));
  }

  @Test
  void aFileReplacedWhileItIsReadInBatchesIsNotMixed() throws Exception {
    write("b.mp4", 90);
    Map<String, String> options = Map.of("segment-seconds", "1", "max-seconds-per-trigger", "2");
    List<VideoError> errors =
        run(
            options,
            () -> {
              if (Files.exists(folder.resolve("table"))) {
                age(write("b.mp4", 70), 40);
              }
            });
    assertThat(errors).isNotEmpty().extracting(VideoError::code).containsOnly(Code.CHANGED);
    List<Long> first = frames("b.mp4");
    assertThat(first).hasSizeBetween(1, 89).containsExactlyElementsOf(range(first.size()));
    assertThat(run(options, () -> {})).isEmpty();
    assertThat(frames("b.mp4")).as("rows would be twice in the table").isEqualTo(first);
  }

  /** Runs a stream until all is read, with a change before the tasks of each batch. */
  private List<VideoError> run(Map<String, String> options, Change change) throws Exception {
    try (VideoErrors errors = VideoErrors.collect(spark)) {
      run(
          errors.collectFrom(stream(options)),
          (rows, batch) -> {
            change.run();
            rows.write().mode("append").parquet(folder.resolve("table").toString());
          });
      return errors.list();
    }
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

  private static DataStreamReader stream(Map<String, String> options) {
    return spark.readStream().format("video").option("on-error", "skip").options(options);
  }

  private List<Long> frames(String name) {
    return spark
        .read()
        .parquet(folder.resolve("table").toString())
        .filter("video LIKE '%/" + name + "'")
        .sort("frame")
        .collectAsList()
        .stream()
        .map(row -> row.<Long>getAs("frame"))
        .toList();
  }

  private static List<Long> range(long end) {
    return LongStream.range(0, end).boxed().toList();
  }

  private Path write(String name, int frames) throws Exception {
    Path file = videos.resolve(name);
    Files.deleteIfExists(file);
    age(new ClipWriter().frames(frames).rate(25).gop(10, 0).write(file), 60);
    return file;
  }

  private static void age(Path file, int seconds) throws Exception {
    Files.setLastModifiedTime(
        file, FileTime.from(Instant.now().minus(Duration.ofSeconds(seconds))));
  }
}

package io.euge.spark.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.euge.EugeException;
import io.euge.spark.LocalSpark;
import io.euge.spark.errors.VideoError;
import io.euge.spark.errors.VideoErrors;
import io.euge.testing.ClipWriter;
import io.euge.testing.Shared;
import io.euge.video.VideoException.Code;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bad videos in a real query: what the program and the directory of errors get. */
class BadInputSourceIT {
  @TempDir Path folder;
  private Path videos;
  private SparkSession spark;

  @BeforeEach
  void start() throws Exception {
    videos = Files.createDirectory(folder.resolve("videos"));
    new ClipWriter().frames(5).write(videos.resolve("good.mp4"));
    Files.writeString(videos.resolve("text.mp4"), "a text, not a video\n".repeat(100));
    Path cut = new ClipWriter().frames(60).write(videos.resolve("cut.avi"));
    byte[] bytes = Files.readAllBytes(cut);
    Files.write(cut, Arrays.copyOf(bytes, bytes.length / 2));
    spark = LocalSpark.start(2);
  }

  @AfterEach
  void stop() {
    spark.stop();
  }

  @Test
  void aProgramHasTheErrorsWhenItsActionReturns() {
    try (VideoErrors errors = VideoErrors.collect(spark)) {
      Dataset<Row> frames =
          errors.collectFrom(reader()).option("on-error", "skip").load(videos.toString());
      assertThat(errors.list()).as("before any action").isEmpty();
      long count = frames.count();
      assertThat(count).isBetween(15L, 64L);
      assertThat(errors.videos()).isEqualTo(3);
      assertThat(errors.badVideos()).isEqualTo(2);
      List<VideoError> once = errors.list();
      assertThat(once).extracting(VideoError::video).allMatch(video -> video.startsWith("file:/"));
      assertThat(once).last().extracting(VideoError::code).isEqualTo(Code.FORMAT);

      assertThat(frames.sort("seconds").collectAsList())
          .as("read twice: to sort")
          .hasSize((int) count);
      assertThat(errors.list()).as("more actions find the same").isEqualTo(once);
    }
  }

  @Test
  void theDirectoryOfErrorsHasWhatTheLastQueriesFound() throws Exception {
    Path errors = folder.resolve("errors");
    Dataset<Row> frames =
        reader()
            .option("on-error", "record")
            .option("errors", errors.toString())
            .load(videos.toString());
    frames.count();
    frames.collectAsList();
    // Written by a listener, which has ended when Spark has.
    spark.stop();
    spark = LocalSpark.start(2);
    assertThat(errors(errors)).containsExactly("cut.avi", "text.mp4");

    Files.delete(videos.resolve("text.mp4"));
    reader()
        .option("on-error", "record")
        .option("errors", errors.toString())
        .load(videos.toString())
        .count();
    spark.stop();
    spark = LocalSpark.start(2);
    assertThat(errors(errors)).containsExactly("cut.avi");
  }

  @Test
  void aFileDeletedAfterPlanningIsAnErrorAndTheOthersAreRead() throws Exception {
    Path deleted = new ClipWriter().frames(7).write(videos.resolve("good-too.mp4"));
    try (VideoErrors errors = VideoErrors.collect(spark)) {
      JavaRDD<Row> frames =
          errors
              .collectFrom(reader())
              .option("on-error", "skip")
              .load(videos.resolve("good*.mp4").toString())
              .javaRDD();
      assertThat(frames.getNumPartitions()).isPositive();
      Files.delete(deleted);

      assertThat(frames.count()).isEqualTo(5);
      assertThat(errors.list()).extracting(VideoError::code).containsExactly(Code.MISSING);
      assertThat(errors.list().get(0).video()).endsWith("/good-too.mp4");
    }
  }

  /** The frames of each are those that the README beside them says. */
  @Test
  void oddVideosHaveAllTheirFramesOrAnError() {
    Map<String, Long> frames = new HashMap<>();
    try (VideoErrors errors = VideoErrors.collect(spark)) {
      errors
          .collectFrom(spark.read().format("video"))
          .option("on-error", "skip")
          .option("segment-seconds", "1")
          .load(Shared.file("data/odd-videos").toString())
          .groupBy("video")
          .count()
          .collectAsList()
          .forEach(row -> frames.put(name(row.getString(0)), row.getLong(1)));
      assertThat(errors.list())
          .extracting(error -> name(error.video()), VideoError::code)
          .containsExactlyInAnyOrder(
              tuple("03b-joined-fragments.mp4", Code.CORRUPT),
              tuple("14a-encrypted.mp4", Code.UNSUPPORTED),
              tuple("14b-edit-hides-all.mp4", Code.NO_VIDEO),
              tuple("14c-too-large.mp4", Code.UNSUPPORTED));
    }
    Map<String, Long> others =
        Map.of(
            "01c-equal-times-200s.mp4", 1000L,
            "02b-joined-below-start.mkv", 200L,
            "03b-joined-fragments.mp4", 175L,
            "05-no-composition-times.mp4", 98L,
            "09-two-edits.mp4", 50L,
            "12-turned-by-sei.mp4", 10L,
            "15-ycgco.mp4", 2L,
            "16-pq.mp4", 8L,
            "17-elementary.mpg", 50L);
    assertThat(frames).hasSize(24).containsAllEntriesOf(others);
    frames.keySet().removeAll(others.keySet());
    assertThat(frames.values()).containsOnly(100L);
  }

  private static String name(String video) {
    return video.substring(video.lastIndexOf('/') + 1);
  }

  @Test
  void aDirectoryThatIsNoTableOfErrorsIsNotTouched() {
    Dataset<Row> frames =
        reader()
            .option("on-error", "record")
            .option("errors", videos.toString())
            .load(videos.toString());
    assertThatThrownBy(frames::count)
        .hasStackTraceContaining(EugeException.class.getName())
        .hasStackTraceContaining("is not a table of errors");
    assertThat(videos.toFile().list()).hasSize(3);
  }

  @Test
  void aReaderFailsByDefaultAndWhenTooManyCannotBeOpened() {
    DataFrameReader reader = reader();
    assertThatThrownBy(() -> reader.load(videos.toString()).count())
        .hasStackTraceContaining("text.mp4 is not a video");
    assertThatThrownBy(
            () ->
                reader
                    .option("on-error", "skip")
                    .option("max-bad-fraction", "0.3")
                    .load(videos.toString())
                    .count())
        .hasStackTraceContaining(
            "1 of 3 videos are corrupt or could not be read, more than max-bad-fraction 0.3 allows");
  }

  private DataFrameReader reader() {
    return spark
        .read()
        .format("detections")
        .option("model", Shared.model("yolo-fastest-1.1.cfg").toString());
  }

  private List<String> errors(Path directory) {
    return spark.read().parquet(directory.toString()).select("video").collectAsList().stream()
        .map(row -> Path.of(row.getString(0)).getFileName().toString())
        .toList();
  }
}

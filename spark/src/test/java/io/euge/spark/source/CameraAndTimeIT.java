package io.euge.spark.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.spark.LocalSpark;
import io.euge.spark.errors.VideoErrors;
import io.euge.testing.ClipWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which camera saw a frame, and when, in both sources. */
class CameraAndTimeIT {
  @TempDir static Path folder;

  private static SparkSession spark;

  @BeforeAll
  static void start() throws IOException {
    spark = LocalSpark.start(2);
    clip("rec/north/gate 1/20260131_235959.mp4", "2026-02-01T12:00:00Z");
    clip("rec/Straße 3/20261025_023000.mkv", "2026-10-25T00:30:00.25Z");
    clip("rec/plain.ts", null);
    byte[] whole = Files.readAllBytes(clip("whole/cut.avi", null));
    Files.createDirectories(folder.resolve("bad"));
    Files.write(folder.resolve("bad/cut.avi"), Arrays.copyOf(whole, whole.length * 3 / 4));
    Files.writeString(folder.resolve("bad/none.mp4"), "no video");
  }

  private static Path clip(String name, String created) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    ClipWriter clip = new ClipWriter().gop(10, 0).frames(75);
    return (created == null ? clip : clip.metadata("creation_time", created)).write(file);
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  @AfterEach
  void nothingStaysOpen() throws InterruptedException {
    OpenResources.assertNone();
  }

  @Test
  void withoutOptionsTheFolderIsTheCameraAndTheContainerHasTheTime() {
    assertThat(firstFrames("rec", Map.of()))
        .containsExactly(
            "Straße 3 at 2026-10-25 00:30:00.25",
            "north/gate 1 at 2026-02-01 12:00:00",
            "plain at null");
  }

  @Test
  void aTimeInTheNameWinsOverTheContainerUnlessClocksShowedItTwice() {
    Map<String, String> options =
        Map.of("time-pattern", "yyyyMMdd_HHmmss", "time-zone", "Europe/Berlin");
    assertThat(firstFrames("rec", options))
        .containsExactly(
            "Straße 3 at 2026-10-25 00:30:00.25",
            "north/gate 1 at 2026-01-31 22:59:59",
            "plain at null");
  }

  @Test
  void aStartWinsOverAll() {
    Map<String, String> options =
        Map.of(
            "start",
            "2026-05-01T08:00:00+02:00",
            "time-pattern",
            "yyyyMMdd_HHmmss",
            "camera-pattern",
            "rec/([^/]+)/");
    assertThat(firstFrames("rec", options))
        .containsExactly(
            "Straße 3 at 2026-05-01 06:00:00",
            "north at 2026-05-01 06:00:00",
            "null at 2026-05-01 06:00:00");
  }

  @Test
  void settingsOfTheClusterHoldToo() {
    spark.conf().set("spark.euge.camera-pattern", "([a-z]+)/gate");
    try {
      assertThat(firstFrames("rec/north", Map.of()))
          .containsExactly("north at 2026-02-01 12:00:00");
    } finally {
      spark.conf().unset("spark.euge.camera-pattern");
    }
  }

  @Test
  void everyFrameHasItsTimeHoweverTheVideoIsSplitAndSampled() {
    for (Map<String, String> sampling :
        List.of(Map.<String, String>of(), Map.of("fps", "7"), Map.of("keyframes", "true"))) {
      Dataset<Row> whole = read("video", "rec", sampling);
      Dataset<Row> split =
          spark
              .read()
              .format("video")
              .options(sampling)
              .option("segment-seconds", 0.8)
              .load(folder.resolve("rec").toString());
      assertThat(split.javaRDD().getNumPartitions())
          .isGreaterThan(whole.javaRDD().getNumPartitions());
      assertThat(times(split)).isEqualTo(times(whole)).isNotEmpty();
    }
    assertThat(
            read("video", "rec", Map.of())
                .where("time is not null")
                .selectExpr(
                    "unix_micros(time) - first(unix_micros(time)) over"
                        + " (partition by video order by frame) = round(seconds * 1000000) as exact")
                .where("not exact")
                .count())
        .isZero();
  }

  @Test
  void aTableIsPartitionedByCamera() {
    String table = folder.resolve("by-camera").toString();
    Dataset<Row> frames = read("video", "rec", Map.of()).drop("image");
    frames.write().partitionBy("camera").parquet(table);
    assertThat(times(spark.read().parquet(table))).isEqualTo(times(frames));
  }

  @Test
  void detectionsHaveTheSame() {
    assertThat(times(read("detections", "rec", Map.of())))
        .isEqualTo(times(read("video", "rec", Map.of())));
  }

  @Test
  void aConditionOnTheCameraOpensOnlyItsVideos() {
    assertThat(read("video", "", Map.of()).where("camera = 'rec/north/gate 1'").count())
        .as("opening the bad videos fails")
        .isEqualTo(75);
    assertThat(
            read("video", "", Map.of())
                .where("camera like 'rec/%' and camera not in ('rec/north/gate 1')")
                .where("time >= timestamp'2026-10-25 00:30:02'")
                .count())
        .isEqualTo(75 - 44);
    Dataset<Row> unknown =
        read("video", "rec", Map.of("camera-pattern", "(north)")).where("camera is null");
    assertThat(unknown.select("video").distinct().count()).isEqualTo(2);
    assertThat(
            read("video", "rec", Map.of("camera-pattern", "(north)"))
                .where("camera <> 'north' or time < '2026-01-01'")
                .count())
        .isZero();
  }

  @Test
  void errorsHaveTheCameraAndTheTimeOfTheLastGoodFrame() {
    try (VideoErrors errors = VideoErrors.collect(spark)) {
      errors
          .collectFrom(spark.read().format("video"))
          .option("on-error", "record")
          .option("start", "2026-05-01T08:00:00Z")
          .load(folder.resolve("bad").toString())
          .write()
          .format("noop")
          .mode("overwrite")
          .save();
      assertThat(errors.list()).extracting(error -> error.camera()).contains("cut", "none");
      assertThat(errors.list())
          .allSatisfy(
              error -> {
                if (Double.isNaN(error.seconds())) {
                  assertThat(error.time()).isNull();
                } else {
                  assertThat(error.time().toEpochMilli())
                      .isEqualTo(1_777_622_400_000L + Math.round(error.seconds() * 1000));
                }
              });
      assertThat(errors.list()).anyMatch(error -> error.time() != null);
    }
  }

  private static List<String> firstFrames(String path, Map<String, String> options) {
    return read("video", path, options)
        .where("frame = 0")
        .selectExpr("concat(coalesce(camera, 'null'), ' at ', coalesce(string(time), 'null')) as f")
        .collectAsList()
        .stream()
        .map(row -> row.getString(0))
        .sorted()
        .toList();
  }

  private static List<Row> times(Dataset<Row> frames) {
    return frames
        .select("video", "camera", "frame", "seconds", "time")
        .orderBy("video", "frame")
        .collectAsList();
  }

  private static Dataset<Row> read(String format, String path, Map<String, String> options) {
    spark.conf().set("spark.sql.session.timeZone", "UTC");
    return spark.read().format(format).options(options).load(folder.resolve(path).toString());
  }
}

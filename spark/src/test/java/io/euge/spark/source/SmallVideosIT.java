package io.euge.spark.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.spark.CountingStore;
import io.euge.spark.LocalSpark;
import io.euge.spark.errors.VideoError;
import io.euge.spark.errors.VideoErrors;
import io.euge.testing.ClipWriter;
import io.euge.testing.Shared;
import io.euge.video.VideoException.Code;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many small videos share tasks, and each is fetched once. */
class SmallVideosIT {
  private static final int CLIPS = 60;
  private static final int FRAMES = 5;

  @TempDir static Path folder;

  private static SparkSession spark;
  private static long bytes;

  @BeforeAll
  static void start() throws Exception {
    spark =
        LocalSpark.builder(2)
            .config("spark.hadoop.fs.counting.impl", CountingStore.class.getName())
            .getOrCreate();
    Path clips = Files.createDirectory(folder.resolve("clips"));
    List<Path> kinds =
        List.of(
            new ClipWriter().frames(FRAMES).write(folder.resolve("a.mp4")),
            new ClipWriter().frames(FRAMES).write(folder.resolve("a.mkv")),
            new ClipWriter().frames(FRAMES).write(folder.resolve("a.avi")),
            new ClipWriter().frames(FRAMES).write(folder.resolve("a.ts")));
    for (int i = 0; i < CLIPS; i++) {
      Path kind = kinds.get(i % kinds.size());
      String name = kind.getFileName().toString();
      Path clip = clips.resolve("%02d%s".formatted(i, name.substring(1)));
      Files.copy(kind, clip);
      bytes += Files.size(clip);
    }
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  @BeforeEach
  void count() {
    CountingStore.reset();
  }

  @AfterEach
  void nothingStaysOpen() throws InterruptedException {
    OpenResources.assertNone();
  }

  @Test
  void theyShareTasksAndAreReadOnce() {
    for (String scheme : List.of("file:", "counting:")) {
      Dataset<Row> frames = read("video", scheme, "clips", Map.of());
      assertThat(frames.javaRDD().getNumPartitions()).isBetween(8, CLIPS / 2);
      assertThat(frames.selectExpr("video", "frame").distinct().count()).isEqualTo(CLIPS * FRAMES);
      assertThat(frames.count()).isEqualTo(CLIPS * FRAMES);
    }
  }

  @Test
  void planningAndReadingFetchEachByteOnce() {
    assertThat(read("video", "counting:", "clips", Map.of()).count()).isEqualTo(CLIPS * FRAMES);
    assertThat(CountingStore.OPENED.get()).isEqualTo(CLIPS);
    assertThat(CountingStore.BYTES.get()).isEqualTo(bytes);
  }

  @Test
  void sharingATaskChangesNoResult() {
    Map<String, String> model =
        Map.of("model", Shared.model("yolo-fastest-1.1.cfg").toString(), "sharing", "task");
    List<Row> together = rows(read("detections", "file:", "clips", model));
    List<Row> alone = new java.util.ArrayList<>();
    for (String name : List.of("00.mp4", "01.mkv", "59.ts")) {
      alone.addAll(rows(read("detections", "file:", "clips/" + name, model)));
    }
    assertThat(together).hasSize(CLIPS * FRAMES).containsAll(alone);
  }

  @Test
  void aLimitHoldsForAllVideosOfATask() {
    assertThat(read("video", "file:", "clips", Map.of()).limit(7).count()).isEqualTo(7);
    assertThat(read("video", "counting:", "clips", Map.of()).limit(7).collectAsList()).hasSize(7);
    assertThat(CountingStore.OPENED.get()).isLessThan(CLIPS / 2);
  }

  @Test
  void aBadVideoCostsItselfAlone() throws Exception {
    Path mixed = Files.createDirectory(folder.resolve("mixed"));
    for (int i = 0; i < CLIPS; i++) {
      Path clip = mixed.resolve("%02d.avi".formatted(i));
      if (i % 20 == 10) {
        Files.writeString(clip, "no video");
      } else {
        Files.copy(folder.resolve("a.avi"), clip);
      }
    }
    for (String scheme : List.of("file:", "counting:")) {
      try (VideoErrors errors = VideoErrors.collect(spark)) {
        Dataset<Row> frames =
            errors
                .collectFrom(spark.read().format("video"))
                .option("on-error", "skip")
                .load(scheme + mixed);
        assertThat(frames.count()).isEqualTo((CLIPS - 3) * FRAMES);
        assertThat(errors.list()).extracting(VideoError::code).containsOnly(Code.FORMAT).hasSize(3);
        assertThat(errors.list()).extracting(VideoError::segment).containsOnlyNulls();
      }
    }
  }

  private static List<Row> rows(Dataset<Row> frames) {
    return frames.orderBy("video", "frame").collectAsList();
  }

  private static Dataset<Row> read(
      String source, String scheme, String path, Map<String, String> options) {
    return spark.read().format(source).options(options).load(scheme + folder.resolve(path));
  }
}

package io.euge.spark.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.euge.spark.LocalSpark;
import io.euge.testing.ClipWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a query cannot want is not read. Among the videos is one that fails whoever opens it, and
 * one that fails whoever reads its second half.
 */
class PruningIT {
  @TempDir static Path folder;

  private static final AtomicInteger JOBS = new AtomicInteger();
  private static SparkSession spark;

  @BeforeAll
  static void start() throws IOException {
    spark = LocalSpark.start(2);
    spark
        .sparkContext()
        .addSparkListener(
            new SparkListener() {
              @Override
              public void onJobStart(SparkListenerJobStart start) {
                JOBS.incrementAndGet();
              }
            });
    for (String name : List.of("a", "b", "c")) {
      new ClipWriter().gop(10, 0).frames(50).write(folder.resolve(name + ".mp4"));
    }
    Files.writeString(folder.resolve("garbage.mp4"), "whoever opens this fails");
    Path half = new ClipWriter().gop(10, 0).frames(200).write(folder.resolve("half.avi"));
    byte[] bytes = Files.readAllBytes(half);
    Arrays.fill(bytes, bytes.length / 2, bytes.length * 9 / 10, (byte) 0xFF);
    Files.write(half, bytes);
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
  void theGarbageFailsWhoeverOpensIt() {
    assertThatThrownBy(() -> count("frame >= 0")).rootCause().hasMessageContaining("garbage.mp4");
  }

  @Test
  void aVideoThatIsNotWantedIsNotOpened() {
    assertThat(count("video LIKE '%/a.mp4'")).isEqualTo(50);
    assertThat(count("video NOT LIKE '%garbage%' AND video NOT LIKE '%half%'")).isEqualTo(150);
    assertThat(count("video IN ('file:%s/a.mp4', 'file:%<s/b.mp4')".formatted(folder)))
        .isEqualTo(100);
    assertThat(count("video LIKE 'file:%s/b%%'".formatted(folder))).isEqualTo(50);
    assertThat(count("(video LIKE '%a.mp4' OR video LIKE '%b.mp4') AND frame % 2 = 0"))
        .isEqualTo(50);
    assertThat(count("video LIKE '%a.mp4' AND width = 160 AND key")).isEqualTo(5);
    assertThat(count("video = 'nothing'")).isZero();
  }

  @Test
  void behindTheLastWantedFrameNothingIsRead() {
    assertThatThrownBy(() -> videos(Map.of(), "half.avi").count()).isNotNull();
    Dataset<Row> half = videos(Map.of("segment-seconds", "0"), "half.avi");
    assertThat(half.where("frame < 40").count()).isEqualTo(40);
    assertThat(half.where("seconds BETWEEN 0.4 AND 0.8").count()).isEqualTo(11);
    assertThat(half.where("frame IN (3, 5)").count()).isEqualTo(2);
    assertThat(half.where("frame = 3 OR seconds < 0.1").count()).isEqualTo(4);
    assertThat(half.limit(40).collectAsList()).hasSize(40);
  }

  @Test
  void segmentsOutsideAreNoTasks() {
    Dataset<Row> clip = videos(Map.of("segment-seconds", "0.4"), "a.mp4");
    assertThat(clip.javaRDD().getNumPartitions()).isBetween(4, 5);
    assertThat(clip.where("seconds < 0.7").javaRDD().getNumPartitions()).isEqualTo(2);
    assertThat(clip.where("frame = 25").javaRDD().getNumPartitions()).isEqualTo(1);
    assertThat(clip.where("frame < 5 OR frame >= 40").javaRDD().getNumPartitions()).isEqualTo(2);
    assertThat(clip.where("frame < 5 OR frame >= 40").count()).isEqualTo(15);
    assertThat(clip.where("frame < 0").javaRDD().getNumPartitions()).isZero();
    assertThat(clip.where("frame < 0").count()).isZero();
  }

  @Test
  void aLimitReadsNoMoreThanItMust() {
    Dataset<Row> all = videos(Map.of(), "a.mp4", "b.mp4", "c.mp4", "garbage.mp4");
    assertThat(all.limit(7).collectAsList()).hasSize(7);
    assertThat(all.limit(1).collectAsList()).hasSize(1);
    assertThat(all.limit(0).collectAsList()).isEmpty();
    assertThat(videos(Map.of(), "a.mp4", "b.mp4").limit(70).count()).isEqualTo(70);
    assertThat(videos(Map.of(), "a.mp4", "b.mp4").limit(1000).count()).isEqualTo(100);
    assertThat(videos(Map.of(), "a.mp4", "b.mp4").where("frame % 10 = 3").limit(8).count())
        .isEqualTo(8);
  }

  @Test
  void explainTellsWhatIsLeftOutAndOpensNothing() throws Exception {
    Dataset<Row> some =
        videos(Map.of("every", "5"), "a.mp4", "garbage.mp4")
            .where("frame < 12 AND video LIKE '%a.mp4' AND width > 3")
            .select("seconds");
    int before = jobs();
    String plan = some.queryExecution().toString();
    assertThat(jobs()).isEqualTo(before);
    assertThat(plan)
        .contains("video in " + folder + "/a.mp4, " + folder + "/garbage.mp4 without images")
        .contains("columns [video, frame, seconds, width]")
        .contains("frame < 12")
        .contains("video LIKE '%a.mp4'")
        .contains("one frame of 5, in segments of about 60.0 s")
        .doesNotContain("width >");
    some.collectAsList();
    assertThat(some.queryExecution().toString()).contains("videos read 1 of 2, segments 1");
    assertThat(videos(Map.of(), "a.mp4").limit(3).queryExecution().toString())
        .contains("filters [], limit 3");
  }

  private static int jobs() throws Exception {
    spark.sparkContext().listenerBus().waitUntilEmpty();
    return JOBS.get();
  }

  private static long count(String condition) {
    return videos(Map.of(), "").where(condition).count();
  }

  private static Dataset<Row> videos(Map<String, String> options, String... names) {
    return spark
        .read()
        .format("video")
        .options(options)
        .load(
            Arrays.stream(names)
                .map(name -> name.isEmpty() ? folder.toString() : folder.resolve(name).toString())
                .toArray(String[]::new));
  }
}

package io.euge.spark.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.euge.spark.LocalSpark;
import io.euge.testing.ClipWriter;
import io.euge.testing.FfmpegProgram;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The recorded time and the segments that are counted where a segment is not read to its end. */
class RecordedTimeIT {
  private static final double RATE = 25;

  @TempDir static Path folder;
  private static SparkSession spark;
  private final ScanProgressListener watch = new ScanProgressListener();

  @BeforeAll
  static void start() throws Exception {
    spark = LocalSpark.builder(1).getOrCreate();
    new ClipWriter().frames(100).write(folder.resolve("good.avi"));
    byte[] bytes = Files.readAllBytes(folder.resolve("good.avi"));
    Files.write(folder.resolve("cut.avi"), Arrays.copyOf(bytes, bytes.length / 2));
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  private static Dataset<Row> frames(String name) {
    return spark
        .read()
        .format("video")
        .option("on-error", "skip")
        .load(folder.resolve(name).toString())
        .select("frame");
  }

  private long rows(Dataset<Row> frames) throws Exception {
    spark.sparkContext().addSparkListener(watch);
    long rows = frames.collectAsList().size();
    spark.sparkContext().listenerBus().waitUntilEmpty();
    spark.sparkContext().removeSparkListener(watch);
    return rows;
  }

  @Test
  void aWholeVideo() throws Exception {
    assertThat(rows(frames("good.avi"))).isEqualTo(100);
    assertThat(watch.recordedSeconds()).isCloseTo(100 / RATE, within(0.1));
  }

  @Test
  void aQueryThatNeedsOnlyTheFirstFrames() throws Exception {
    assertThat(rows(frames("good.avi").where("frame < 20"))).isEqualTo(20);
    assertThat(watch.recordedSeconds()).isCloseTo(20 / RATE, within(0.1));
  }

  @Test
  void aVideoThatBreaksOff() throws Exception {
    long rows = rows(frames("cut.avi"));
    assertThat(rows).isBetween(10L, 90L);
    assertThat(watch.recordedSeconds()).isBetween(rows / RATE, 75 / RATE);
  }

  @Test
  void recordingsJoinedSoThatTheClockBeginsAgain() throws Exception {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    for (int start : List.of(3600, 10)) {
      Path part = folder.resolve(start + ".ts");
      FfmpegProgram.make(
          part, "-f lavfi -i testsrc2=s=64x48:r=25:d=4 -c:v mpeg2video -output_ts_offset " + start);
      joined.write(Files.readAllBytes(part));
    }
    Files.write(folder.resolve("joined.ts"), joined.toByteArray());
    assertThat(rows(frames("joined.ts"))).isEqualTo(200);
    assertThat(watch.recordedSeconds()).as("not 25.5 hours").isCloseTo(8, within(0.2));
  }

  @Test
  void aSegmentThatIsGivenUpIsNotCounted() throws Exception {
    long before = ProcessCounters.current().segments();
    long framesBefore = ProcessCounters.current().frames();
    assertThat(rows(frames("good.avi").limit(5))).isEqualTo(5);
    assertThat(ProcessCounters.current().segments()).isEqualTo(before);
    assertThat(ProcessCounters.current().frames()).isEqualTo(framesBefore + 5);
    assertThat(rows(frames("good.avi"))).isEqualTo(100);
    assertThat(ProcessCounters.current().segments()).isEqualTo(before + 1);
  }
}

package io.euge.spark.source.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.euge.EugeException;
import io.euge.spark.LocalSpark;
import io.euge.spark.conf.ConfParser;
import io.euge.spark.conf.ReadSettings;
import io.euge.spark.conf.ReaderOptions;
import io.euge.spark.errors.ScanErrors;
import io.euge.spark.storage.HadoopStorage;
import io.euge.testing.ClipWriter;
import io.euge.testing.LongTests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log of a stream that has many batches. */
class StreamPlannerIT {
  private static final int FRAMES = (int) LongTests.choose(330, 1000);

  /** Batches that may be asked for again, as many as Spark keeps in its own logs. */
  private static final int KEPT = 100;

  @TempDir Path folder;

  @Test
  void neitherItsFilesNorTheTimeToReadThemGrowWithTheNumberOfBatches() throws Exception {
    Files.createDirectory(videos());
    write(new ClipWriter().rate(1).gop(1, 0).frames(FRAMES), "long.mp4");
    Path bad = Files.writeString(videos().resolve("bad.mp4"), "no video");
    age(bad, 50);
    try (SparkSession spark = LocalSpark.start(1)) {
      List<String> planned = new ArrayList<>();
      StreamPlanner planner = planner(spark);
      BatchNumber last = BatchNumber.NONE;
      BatchNumber next = planner.next(last, Integer.MAX_VALUE);
      while (!next.json().equals(last.json())) {
        planned.add(plan(spark, planner, next));
        if (planned.size() % KEPT == KEPT / 2) { // Such as by a driver that was lost.
          planner = planner(spark);
        }
        last = next;
        next = planner.next(last, Integer.MAX_VALUE);
      }
      int batches = planned.size();
      assertThat(planned).hasSizeGreaterThan(FRAMES - KEPT / 2).doesNotHaveDuplicates();
      try (Stream<Path> log = Files.list(folder.resolve("checkpoint/sources/0"))) {
        assertThat(log.filter(entry -> entry.getFileName().toString().matches("\\d+")))
            .hasSizeBetween(KEPT, 2 * KEPT);
      }
      try (Stream<Path> states = Files.list(folder.resolve("checkpoint/sources/0/compact"))) {
        assertThat(states.filter(entry -> entry.getFileName().toString().matches("\\d+")))
            .hasSize(2);
      }
      for (int again = batches - KEPT; again < batches; again += 33) {
        assertThat(plan(spark, planner(spark), new BatchNumber(again)))
            .isEqualTo(planned.get(again));
      }
      requireProgress(batches, spark.sessionState().newHadoopConf());
      StreamPlanner restored = planner(spark);
      assertThatThrownBy(() -> plan(spark, restored, new BatchNumber(3)))
          .isInstanceOf(EugeException.class)
          .hasMessageContaining("no records of the batches before");
      write(new ClipWriter().frames(5), "bad.mp4");
      next = planner(spark).next(last, Integer.MAX_VALUE);
      assertThat(plan(spark, planner(spark), next)).contains("bad.mp4").doesNotContain("long.mp4");
    }
  }

  private void requireProgress(int batches, Configuration hadoop) {
    org.apache.hadoop.fs.Path checkpoint =
        new org.apache.hadoop.fs.Path(folder.resolve("checkpoint").toUri());
    StreamProgress done = StreamProgress.read(checkpoint, batches, hadoop);
    assertThat(done.videos()).isEqualTo(2);
    assertThat(done.unreadable()).singleElement().asString().endsWith("bad.mp4");
    assertThat(done.unfinished()).isEmpty();
    assertThat(done.secondsLeft()).isZero();
    StreamProgress before = StreamProgress.read(checkpoint, batches - 1L, hadoop);
    assertThat(before.unfinished()).hasSize(1);
    assertThat(before.secondsLeft()).isPositive();
    assertThat(before.secondsDone() + before.secondsLeft()).isEqualTo(done.secondsDone());
    assertThat(done.secondsDone()).isGreaterThanOrEqualTo(batches);
  }

  /** Returns the segments that a batch reads. */
  private static String plan(SparkSession spark, StreamPlanner planner, BatchNumber batch) {
    ScanErrors errors = ScanErrors.of(settings(Map.of("path", "none")).errors(), spark);
    return planner.plan(batch, errors).videos().toString();
  }

  private StreamPlanner planner(SparkSession spark) {
    Map<String, String> options =
        Map.of(
            "path", videos().toString(),
            "on-error", "skip",
            "segment-seconds", "1",
            "max-seconds-per-trigger", "1");
    return new StreamPlanner(
        spark,
        HadoopStorage.of(spark),
        settings(options),
        folder.resolve("checkpoint/sources/0").toString());
  }

  private static ReadSettings settings(Map<String, String> options) {
    return ConfParser.parse(
        ReaderOptions.ofVideo(), new CaseInsensitiveStringMap(options), Map.of(), ReadSettings::of);
  }

  private void write(ClipWriter clip, String name) throws IOException {
    Files.deleteIfExists(videos().resolve(name));
    age(clip.write(videos().resolve(name)), 100);
  }

  private Path videos() {
    return folder.resolve("videos");
  }

  private static void age(Path file, int seconds) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(seconds)));
  }
}

package io.euge.spark.source.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.spark.LocalSpark;
import io.euge.spark.conf.ConfParser;
import io.euge.spark.conf.ReadSettings;
import io.euge.spark.conf.ReaderOptions;
import io.euge.spark.errors.ScanErrors;
import io.euge.spark.storage.HadoopStorage;
import io.euge.testing.ClipWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which files a stream takes at which time, by a clock of the test. */
class NewFilesIT {
  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

  private static SparkSession spark;

  @TempDir Path folder;
  private Path videos;
  private final SetClock clock = new SetClock();

  private static final class SetClock extends Clock {
    private Instant now = START;

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    void add(String time) {
      now = now.plus(Duration.parse("PT" + time));
    }
  }

  @BeforeAll
  static void start() {
    spark = LocalSpark.start(1);
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
  void aFileThatWasGrowingWhenTheFilesWereListedIsNotReadByThatQuery() throws Exception {
    write("a.mp4", "-1h");
    write("growing.mp4", "-2s");
    StreamPlanner planner = planner(Map.of());
    planner.listAvailable();
    BatchNumber first = planner.next(BatchNumber.NONE, Integer.MAX_VALUE);
    assertThat(names(planner, first)).containsExactly("a.mp4");
    clock.add("5m"); // For the first batch.
    assertThat(planner.next(first, Integer.MAX_VALUE).json()).isEqualTo(first.json());

    StreamPlanner later = planner(Map.of());
    later.listAvailable();
    assertThat(names(later, later.next(first, Integer.MAX_VALUE))).containsExactly("growing.mp4");
  }

  @Test
  void aFileThatAStorageDatesShortlyInTheFutureWaits() throws Exception {
    write("a.mp4", "-1h");
    write("ahead.mp4", "10m");
    write("other-zone.mp4", "8h");
    StreamPlanner planner = planner(Map.of());
    BatchNumber first = planner.next(BatchNumber.NONE, Integer.MAX_VALUE);
    assertThat(names(planner, first)).containsExactly("a.mp4", "other-zone.mp4");
    clock.add("10m");
    assertThat(planner.next(first, Integer.MAX_VALUE).json()).isEqualTo(first.json());
    clock.add("30s");
    assertThat(names(planner, planner.next(first, Integer.MAX_VALUE))).containsExactly("ahead.mp4");
  }

  @Test
  void aFileThatChangesBetweenTwoLooksWaitsWhateverItsDate() throws Exception {
    write("a.mp4", "-1h");
    write("b.mp4", "-5s");
    StreamPlanner planner = planner(Map.of());
    BatchNumber first = planner.next(BatchNumber.NONE, Integer.MAX_VALUE);
    assertThat(names(planner, first)).containsExactly("a.mp4");
    clock.add("1m");
    write("b.mp4", "-40s"); // By the clock of a storage that is behind.
    assertThat(planner.next(first, Integer.MAX_VALUE).json()).isEqualTo(first.json());
    clock.add("29s");
    assertThat(planner.next(first, Integer.MAX_VALUE).json()).isEqualTo(first.json());
    clock.add("1s");
    assertThat(names(planner, planner.next(first, Integer.MAX_VALUE))).containsExactly("b.mp4");
  }

  @Test
  void theAgeOfAFileCountsFromTheNewestFileOfEarlierBatches() throws Exception {
    Map<String, String> options = Map.of("maxFileAge", "1h");
    write("a.mp4", "-9h");
    write("b.mp4", "-2h");
    StreamPlanner planner = planner(options);
    BatchNumber first = planner.next(BatchNumber.NONE, Integer.MAX_VALUE);
    assertThat(names(planner, first)).as("all at first").containsExactly("a.mp4", "b.mp4");
    write("late.mp4", "-150m");
    write("too-late.mp4", "-210m");
    write("new.mp4", "-1m");
    StreamPlanner restarted = planner(options);
    BatchNumber second = restarted.next(first, Integer.MAX_VALUE);
    assertThat(names(restarted, second)).containsExactly("late.mp4", "new.mp4");
    assertThat(restarted.next(second, Integer.MAX_VALUE).json()).isEqualTo(second.json());
  }

  @Test
  void aFileOfTheFutureDoesNotExcludeAllOthersByTheirAge() throws Exception {
    Map<String, String> options = Map.of("maxFileAge", "1h");
    write("future.mp4", "90000h");
    StreamPlanner planner = planner(options);
    BatchNumber first = planner.next(BatchNumber.NONE, Integer.MAX_VALUE);
    write("new.mp4", "-1m");
    write("old.mp4", "-2h");
    assertThat(names(planner, planner.next(first, Integer.MAX_VALUE))).containsExactly("new.mp4");
  }

  @Test
  void theAgeDoesNotCountWhereOldFilesAreLeftForLater() throws Exception {
    Map<String, String> options =
        Map.of("maxFileAge", "1h", "latestFirst", "true", "maxFilesPerTrigger", "1");
    write("new.mp4", "-1m");
    write("old.mp4", "-9h");
    StreamPlanner planner = planner(options);
    BatchNumber first = planner.next(BatchNumber.NONE, 1);
    assertThat(names(planner, first)).containsExactly("new.mp4");
    assertThat(names(planner, planner.next(first, 1))).containsExactly("old.mp4");
  }

  private List<String> names(StreamPlanner planner, BatchNumber batch) {
    ScanErrors errors = ScanErrors.of(settings(Map.of()).errors(), spark);
    return planner.plan(batch, errors).videos().stream()
        .map(video -> Path.of(video.video().path()).getFileName().toString())
        .toList();
  }

  private StreamPlanner planner(Map<String, String> options) {
    return new StreamPlanner(
        spark,
        HadoopStorage.of(spark),
        settings(options),
        folder.resolve("checkpoint").toString(),
        clock);
  }

  private ReadSettings settings(Map<String, String> options) {
    Map<String, String> all = new HashMap<>(options);
    all.put("path", videos.toString());
    return ConfParser.parse(
        ReaderOptions.ofVideo(), new CaseInsensitiveStringMap(all), Map.of(), ReadSettings::of);
  }

  private Path write(String name, String age) throws Exception {
    Path file = videos.resolve(name);
    Files.deleteIfExists(file);
    new ClipWriter().frames(5).write(file);
    Files.setLastModifiedTime(file, FileTime.from(clock.now.plus(Duration.parse("PT" + age))));
    return file;
  }
}

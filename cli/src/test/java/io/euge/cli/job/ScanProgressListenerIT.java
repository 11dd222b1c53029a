package io.euge.cli.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.within;

import io.euge.TaskPart;
import io.euge.cli.detect.DetectionSummary;
import io.euge.spark.LocalSpark;
import io.euge.spark.metrics.ScanProgressListener;
import io.euge.spark.metrics.TaskTimes;
import io.euge.spark.metrics.TimeMetrics;
import io.euge.testing.ClipWriter;
import io.euge.testing.Shared;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorMetricsUpdate;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.ui.SQLAppStatusStore;
import org.apache.spark.sql.execution.ui.SQLExecutionUIData;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scala.jdk.javaapi.CollectionConverters;

/** What the progress and the summary are made of, watched over real jobs. */
class ScanProgressListenerIT {
  @TempDir static Path folder;

  private static SparkSession spark;

  private ScanProgressListener watch;

  @BeforeAll
  static void start() throws Exception {
    spark =
        LocalSpark.builder(2)
            .master("local[2,2]")
            .config("spark.eventLog.enabled", true)
            .config(
                "spark.eventLog.dir", Files.createDirectory(folder.resolve("events")).toString())
            .config("spark.eventLog.rolling.enabled", false)
            .config("spark.eventLog.compress", false)
            .config("spark.executor.heartbeatInterval", "200ms")
            .getOrCreate();
    Files.createDirectory(folder.resolve("clips"));
    for (int i = 0; i < 4; i++) {
      new ClipWriter().frames(40 + 10 * i).write(folder.resolve("clips/" + i + ".mp4"));
    }
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  @BeforeEach
  void watch() {
    watch = new ScanProgressListener();
    spark.sparkContext().addSparkListener(watch);
  }

  @AfterEach
  void look() {
    spark.sparkContext().removeSparkListener(watch);
  }

  @Test
  void knowsNothingBeforeAJob() {
    assertThat(watch.videosToPlan()).isZero();
    assertThat(watch.videosPlanned()).isZero();
    assertThat(watch.videos()).isZero();
    assertThat(watch.frames()).isZero();
    assertThat(watch.framesExpected()).isZero();
    assertThat(watch.modelCopies()).isZero();
    assertThat(watch.bytesRead()).isZero();
    assertThat(watch.seconds()).isZero();
    assertThat(watch.recordedSeconds()).isZero();
  }

  @Test
  void endsWithTheExactNumbersOfAJobThatWrites() throws Exception {
    DetectionSummary summary = new DetectionSummary();
    summary.observe(frames("process", "clips")).write().parquet(folder.resolve("table").toString());
    settle();
    assertThat(watch.videosToPlan()).isEqualTo(4);
    assertThat(watch.videosPlanned()).isEqualTo(4);
    assertThat(watch.videosUnsplit()).isZero();
    assertThat(watch.seconds()).isPositive();
    assertThat(watch.videos()).isEqualTo(4);
    assertThat(watch.framesExpected()).isEqualTo(220);
    assertThat(watch.recordedSeconds()).isCloseTo(220 / 25.0, within(0.2));
    assertThat(watch.frames()).isEqualTo(220);
    assertThat(watch.modelCopies()).isEqualTo(1);
  }

  @Test
  void framesThatAQueryLeavesOutAreNeitherExpectedNorInferred() throws Exception {
    // The scan's own rows are counted: each of them has been through the network.
    frames("process", "clips").where("frame >= 35 AND video NOT LIKE '%3.mp4'").collectAsList();
    settle();
    assertThat(watch.videosPlanned()).isEqualTo(3);
    assertThat(watch.videos()).isEqualTo(3);
    assertThat(watch.framesExpected()).isEqualTo(5 + 15 + 25);
    assertThat(watch.frames()).isEqualTo(5 + 15 + 25);
  }

  @Test
  void bytesReadAreThoseOfTheSelectedSegments() throws Exception {
    Path clip = new ClipWriter().gop(25, 0).frames(1000).write(folder.resolve("long.avi"));
    DataFrameReader reader = reader("process").option("segment-seconds", 4);
    reader.load(clip.toString()).where("frame >= 900").select("frame").collectAsList();
    settle();
    assertThat(watch.frames()).isEqualTo(100);
    assertThat(watch.bytesRead()).isPositive().isLessThan(Files.size(clip));
    reader.load(clip.toString()).select("frame").collectAsList();
    settle();
    assertThat(watch.bytesRead()).isGreaterThan(Files.size(clip));
  }

  @Test
  void framesThatAreSampledAwayAreNotExpected() throws Exception {
    assertThat(reader("process").option("every", 10).load(paths("clips")).collectAsList())
        .hasSize(22);
    settle();
    assertThat(watch.framesExpected()).isEqualTo(22);
    assertThat(watch.recordedSeconds()).as("of all frames").isCloseTo(220 / 25.0, within(0.2));
    assertThat(watch.frames()).isEqualTo(22);
  }

  @Test
  void aLongVideoWithOneKeyframeIsCounted() throws Exception {
    new ClipWriter().gop(600, 0).frames(100).write(folder.resolve("one.mp4"));
    reader("process").option("segment-seconds", 1).load(paths("one.mp4")).select("frame").count();
    settle();
    assertThat(watch.videosUnsplit()).isEqualTo(1);
  }

  @Test
  void countsThePrivateCopiesOfTasksThatOverlap() throws Exception {
    frames("task", "clips").collectAsList();
    settle();
    // The shared one of another test may be in memory too.
    assertThat(watch.modelCopies()).isBetween(1L, 3L);
    assertThat(watch.frames()).isEqualTo(220);
  }

  @Test
  void framesOfATaskThatFailedAreNotCounted() throws Exception {
    Path cut = new ClipWriter().frames(60).write(folder.resolve("cut.avi"));
    byte[] bytes = Files.readAllBytes(cut);
    Files.write(cut, Arrays.copyOf(bytes, bytes.length / 2));
    Dataset<Row> frames = frames("process", "clips/0.mp4", "cut.avi");
    assertThat(catchThrowable(frames::collectAsList)).isNotNull();
    settle();
    assertThat(watch.frames()).isIn(0L, 40L);
  }

  @Test
  void thePartsOfTheTasksAddUpToTheirTimeAndSayWhatBoundTheJob() throws Exception {
    long before = System.nanoTime();
    frames("process", "clips").write().format("noop").mode("overwrite").save();
    double seconds = (System.nanoTime() - before) / 1e9;
    settle();
    TaskTimes times = watch.times();
    assertThat(times.nanos(TaskPart.INFERENCE)).isPositive();
    assertThat(times.nanos(TaskPart.DECODING)).isPositive();
    assertThat(times.nanos(TaskPart.OPENING)).isPositive();
    assertThat(times.failures()).isZero();
    // Two tasks at once, for as long as the job took at most.
    assertThat(times.total() / 1e9).isBetween(watch.seconds(), 2 * seconds);
    assertThat(watch.bottleneck(seconds).orElseThrow().sentence())
        .matches("bound by .+: \\d+ % of .+; .+ \\d+ %; .+ would help.+ would not");
  }

  @Test
  void theBottleneckOfARunningJobIsThatOfItsTasksSoFar() throws Exception {
    new ClipWriter().frames(150).write(folder.resolve("running.mp4"));
    List<String> running = new CopyOnWriteArrayList<>();
    SparkListener looking =
        new SparkListener() {
          @Override
          public void onExecutorMetricsUpdate(SparkListenerExecutorMetricsUpdate heartbeat) {
            if (watch.times().total() == 0) { // None has ended.
              watch.bottleneckSoFar().ifPresent(found -> running.add(found.brief()));
            }
          }
        };
    spark.sparkContext().addSparkListener(looking);
    frames("process", "running.mp4")
        .map(
            (MapFunction<Row, Long>)
                row -> {
                  Thread.sleep(20);
                  return row.getLong(row.fieldIndex("frame"));
                },
            Encoders.LONG())
        .collectAsList();
    settle();
    spark.sparkContext().removeSparkListener(looking);
    assertThat(running).isNotEmpty().allMatch(line -> line.matches("bound by .+ \\(\\d+ %\\)"));
    assertThat(watch.bottleneckSoFar()).isPresent();
  }

  @Test
  void theTimeOfAnAttemptThatFailedIsKeptApart() throws Exception {
    frames("process", "clips")
        .map(
            (MapFunction<Row, Long>)
                row -> {
                  if (TaskContext.get().attemptNumber() == 0 && TaskContext.getPartitionId() == 0) {
                    throw new IllegalStateException("the first attempt fails");
                  }
                  return row.getLong(row.fieldIndex("frame"));
                },
            Encoders.LONG())
        .collectAsList();
    settle();
    assertThat(watch.times().failures()).isEqualTo(1);
    assertThat(watch.times().failedNanos()).isPositive();
    assertThat(watch.frames()).isEqualTo(220);
  }

  @Test
  void theTimesAreMetricsOfTheQueryAndInTheEventLog() throws Exception {
    frames("process", "clips").collectAsList();
    settle();
    SQLAppStatusStore store = spark.sharedState().statusStore();
    long query =
        CollectionConverters.asJava(store.executionsList()).stream()
            .mapToLong(SQLExecutionUIData::executionId)
            .max()
            .orElseThrow();
    String inference = TimeMetrics.nameOf(TaskPart.INFERENCE);
    Map<Object, String> values = CollectionConverters.asJava(store.executionMetrics(query));
    List<String> shown =
        CollectionConverters.asJava(store.execution(query).get().metrics()).stream()
            .filter(metric -> metric.name().equals(inference))
            .map(metric -> values.get(metric.accumulatorId()))
            .toList();
    assertThat(shown).singleElement().asString().matches("[\\d.]+ (ms|s|m|min)");

    try (Stream<Path> logs = Files.list(folder.resolve("events"))) {
      String log = Files.readString(logs.findFirst().orElseThrow());
      assertThat(log.lines().filter(line -> line.contains("SparkListenerTaskEnd")))
          .anyMatch(line -> line.contains("\"Name\":\"" + inference + "\""));
    }
  }

  private static Dataset<Row> frames(String sharing, String... names) {
    return reader(sharing).load(paths(names));
  }

  private static DataFrameReader reader(String sharing) {
    return spark
        .read()
        .format("detections")
        .option("model", Shared.model("yolo-fastest-1.1.cfg").toString())
        .option("sharing", sharing);
  }

  private static String[] paths(String... names) {
    return Arrays.stream(names).map(name -> folder.resolve(name).toString()).toArray(String[]::new);
  }

  /** Waits until Spark has told its listeners everything. */
  private static void settle() throws Exception {
    spark.sparkContext().listenerBus().waitUntilEmpty();
  }
}

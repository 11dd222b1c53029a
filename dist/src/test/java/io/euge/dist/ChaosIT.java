package io.euge.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.euge.spark.LocalSpark;
import io.euge.spark.sink.CommittedFormat;
import io.euge.testing.ClipWriter;
import io.euge.testing.LongTests;
import io.euge.testing.Shared;
import io.euge.testing.ShortJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Repeatedly kills the driver, executors and Workers of a resumable job at random, on a cluster of
 * two Workers. Its table must be that of an undisturbed job.
 */
class ChaosIT {
  private static final int KILLS = (int) LongTests.choose(4, 24);
  private static final int CLIPS = 60;
  private static final int MAX_FRAMES = (int) LongTests.choose(12, 60);
  private static final int LONG_FRAMES = (int) LongTests.choose(250, 3000);

  /**
   * How long after a commit a process is killed at most: in the long form, in any part of a batch.
   */
  private static final int MAX_MILLIS = (int) LongTests.choose(500, 2500);

  private static final long SEED = 19;

  private static final String DELTA_LAKE = System.getProperty("euge.home") + "/dist/target/delta/*";

  private static final Map<String, String> ENVIRONMENT = Map.of("EUGE_CLASSPATH", DELTA_LAKE);

  /** One executor per Worker. */
  private static final List<String> SETTINGS =
      List.of(
          "spark.executor.cores=1",
          "spark.executor.memory=800m",
          "spark.executor.extraJavaOptions=" + StandaloneCluster.SHORT_SPARK);

  @TempDir Path folder;

  private enum Victim {
    DRIVER,
    EXECUTOR,
    WORKER
  }

  /** Starts the job that goes on from its checkpoint. */
  private interface Job {
    StandaloneCluster.Running start() throws IOException;
  }

  @ParameterizedTest
  @ValueSource(strings = {"parquet", "delta"})
  void theTableIsThatOfAnUndisturbedJob(String format) throws Exception {
    assumeTrue(format.equals("parquet") || LongTests.enabled(), "Delta tables in the long form");
    Random random = new Random(SEED);
    writeVideos(random);
    String said;
    try (StandaloneCluster spark = new StandaloneCluster(folder, 1)) {
      spark.addWorker();
      runUndisturbed(spark);
      Job job = () -> spark.start(resumable(spark, format), ENVIRONMENT);
      StandaloneCluster.Ended ended = disturb(spark, job, random, format).await();
      assertThat(ended.exit()).as(ended.printed()).isEqualTo(3);
      said = ended.printed();
    }
    List<String> rows = requireRowsOfTheUndisturbedJob(format);
    assertThat(said).contains("in %,d frames".formatted(rows.size()));
  }

  @ParameterizedTest
  @EnumSource(CommittedFormat.class)
  void theTableOfAStreamIsThatOfAnUndisturbedJob(CommittedFormat format) throws Exception {
    assumeTrue(LongTests.enabled(), "only in the long form");
    Random random = new Random(SEED);
    writeVideos(random);
    try (StandaloneCluster spark = new StandaloneCluster(folder, 1)) {
      spark.addWorker();
      runUndisturbed(spark);
      Files.move(videos(), folder.resolve("recorder"));
      Files.createDirectories(videos());
      try (Recorder recorder = Recorder.start(folder.resolve("recorder"), videos())) {
        Job job = () -> spark.run(stream(spark, format, "1 second"), Map.of());
        StandaloneCluster.Running stream = disturb(spark, job, random, "stream");
        recorder.await();
        stream.process().destroyForcibly().waitFor();
      }
      StandaloneCluster.Ended ended = spark.run(stream(spark, format, "now"), Map.of()).await();
      assertThat(ended.exit()).as(ended.printed()).isZero();
    }
    requireRowsOfTheUndisturbedJob("stream");
  }

  private void runUndisturbed(StandaloneCluster spark) throws Exception {
    StandaloneCluster.Ended ended = spark.start(detect("undisturbed"), ENVIRONMENT).await();
    assertThat(ended.exit()).as(ended.printed()).isEqualTo(3);
  }

  private List<String> requireRowsOfTheUndisturbedJob(String table) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve(table))) {
      assertThat(files).noneMatch(path -> path.getFileName().toString().startsWith(".batch"));
    }
    try (SparkSession spark = LocalSpark.start(1)) {
      List<String> rows = rows(spark, "undisturbed");
      assertThat(rows).hasSizeGreaterThan(LONG_FRAMES + CLIPS);
      assertThat(rows(spark, table)).isEqualTo(rows);
      List<String> errors = rows(spark, "undisturbed/_errors");
      assertThat(errors).hasSizeGreaterThanOrEqualTo(2);
      assertThat(rows(spark, table + "/_errors")).isEqualTo(errors);
      return rows;
    }
  }

  /**
   * Kills a fixed number of living processes of a job, and returns the job that is still running.
   */
  private StandaloneCluster.Running disturb(
      StandaloneCluster spark, Job starts, Random random, String table) throws Exception {
    StandaloneCluster.Running job = starts.start();
    List<Victim> victims = victims(random);
    for (Victim victim : victims) {
      awaitCommit(job, folder.resolve(table));
      Thread.sleep(random.nextInt(MAX_MILLIS));
      assertThat(job.process().isAlive()).as("a job that goes on: %s", job.printed()).isTrue();
      switch (victim) {
        case DRIVER -> {
          job.process().descendants().forEach(ProcessHandle::destroyForcibly);
          job.process().destroyForcibly().waitFor();
          job = starts.start();
        }
        case EXECUTOR -> killExecutor(spark, job, random);
        case WORKER -> {
          spark.killWorker(random.nextInt(spark.workers()));
          spark.addWorker();
        }
      }
    }
    System.out.printf(
        "chaos, %s: killed %s in %d batches%n", table, victims, committed(folder.resolve(table)));
    return job;
  }

  /** Kills one of the job's executors, and waits for one if others were killed just before. */
  private static void killExecutor(
      StandaloneCluster spark, StandaloneCluster.Running job, Random random) throws Exception {
    Instant deadline = Instant.now().plus(Duration.ofMinutes(3));
    while (true) {
      List<ProcessHandle> executors =
          spark.executors().filter(executor -> startedAfter(job, executor)).toList();
      if (!executors.isEmpty()
          && executors.get(random.nextInt(executors.size())).destroyForcibly()) {
        return;
      }
      assertThat(job.process().isAlive()).as("a job that goes on: %s", job.printed()).isTrue();
      assertThat(Instant.now()).as("an executor runs: %s", job.printed()).isBefore(deadline);
      Thread.sleep(20);
    }
  }

  /** Returns whether a process runs and is not of an earlier driver, whose executors end soon. */
  private static boolean startedAfter(StandaloneCluster.Running job, ProcessHandle executor) {
    Instant started = executor.info().startInstant().orElse(Instant.MIN);
    return executor.isAlive()
        && started.isAfter(job.process().info().startInstant().orElse(Instant.MAX));
  }

  /** Returns all kinds of victims in random order, repeated as needed. */
  private static List<Victim> victims(Random random) {
    List<Victim> victims = new ArrayList<>();
    while (victims.size() < KILLS) {
      List<Victim> all = new ArrayList<>(List.of(Victim.values()));
      Collections.shuffle(all, random);
      victims.addAll(all.subList(0, Math.min(all.size(), KILLS - victims.size())));
    }
    return victims;
  }

  /** Waits until another batch is committed. */
  private static void awaitCommit(StandaloneCluster.Running job, Path table) throws Exception {
    long before = committed(table);
    Instant deadline = Instant.now().plus(Duration.ofMinutes(3));
    while (job.process().isAlive() && committed(table) <= before) {
      assertThat(Instant.now()).as("a batch is committed: %s", job.printed()).isBefore(deadline);
      Thread.sleep(20);
    }
  }

  /** Returns the number of the last entry of a table's log; 0 if there is none. */
  private static long committed(Path table) throws IOException {
    Path entries = table.resolve("_commits");
    if (!Files.isDirectory(entries)) {
      return 0;
    }
    try (Stream<Path> all = Files.list(entries)) {
      return all.map(entry -> entry.getFileName().toString())
          .filter(name -> name.matches("\\d+"))
          .mapToLong(Long::parseLong)
          .max()
          .orElse(0);
    }
  }

  /**
   * Writes clips of different lengths, among them a long one, a truncated one and a file that is
   * not a video.
   */
  private void writeVideos(Random random) throws IOException {
    Files.createDirectories(videos());
    for (int i = 0; i < CLIPS; i++) {
      new ClipWriter().frames(1 + random.nextInt(MAX_FRAMES)).write(videos().resolve(i + ".mp4"));
    }
    new ClipWriter().frames(LONG_FRAMES).write(videos().resolve("long.mp4"));
    byte[] whole = Files.readAllBytes(Shared.highway());
    Files.write(videos().resolve("cut.mp4"), Arrays.copyOf(whole, whole.length / 3));
    Files.writeString(videos().resolve("none.mp4"), "no video");
    try (Stream<Path> all = Files.list(videos())) {
      for (Path video : all.toList()) {
        Files.setLastModifiedTime(video, FileTime.from(Instant.now().minusSeconds(100)));
      }
    }
  }

  /** Returns the command that writes a table with the name of its format. */
  private List<String> resumable(StandaloneCluster spark, String format) {
    List<String> command = spark.onCluster(detect(format));
    command.addAll(List.of("--format", format, "--checkpoint", format + "-checkpoint"));
    command.addAll(List.of("--segment-seconds", "1", "--max-seconds-per-trigger", "4"));
    SETTINGS.forEach(setting -> command.addAll(List.of("--conf", setting)));
    return command;
  }

  /**
   * Returns the command of a program that reads the directory as a stream, with Spark's own means.
   */
  private List<String> stream(StandaloneCluster spark, CommittedFormat format, String trigger) {
    String classPath = System.getProperty("java.class.path") + ":" + DELTA_LAKE;
    List<String> options = new ArrayList<>(ShortJvm.options());
    SETTINGS.forEach(setting -> options.add("-D" + setting));
    options.add("-Dspark.master=" + spark.master());
    options.add("-Dspark.driver.host=127.0.0.1");
    options.add("-Dspark.executor.extraClassPath=" + classPath);
    format.sparkSettings().forEach((key, value) -> options.add("-D%s=%s".formatted(key, value)));
    String table = folder.resolve("stream").toString();
    return StandaloneCluster.java(
        options,
        classPath,
        FolderStream.class,
        List.of(model(), videos().toString(), table, format.name(), trigger));
  }

  private static String model() {
    return Shared.model("yolo-fastest-1.1.cfg").toString();
  }

  private List<String> detect(String table) {
    List<String> command = new ArrayList<>(List.of("detect", videos().toString()));
    command.addAll(List.of("--model", model()));
    command.addAll(List.of("--confidence", "0.01", "--output", table));
    command.addAll(List.of("--on-error", "record")); // The table has it with the other options.
    return command;
  }

  private List<String> rows(SparkSession spark, String table) {
    Path log = folder.resolve(table).resolve("_delta_log");
    String[] files =
        Files.isDirectory(log)
            ? addedFiles(spark, log, table)
            : new String[] {folder.resolve(table).toString()};
    return spark.read().parquet(files).toJSON().collectAsList().stream().sorted().toList();
  }

  /** Returns the files of a Delta table, to which files are only added. */
  private String[] addedFiles(SparkSession spark, Path log, String table) {
    return spark
        .read()
        .json(log.resolve("*.json").toString())
        .where("add IS NOT NULL")
        .select("add.path")
        .as(Encoders.STRING())
        .collectAsList()
        .stream()
        .map(file -> folder.resolve(table).resolve(file).toString())
        .toArray(String[]::new);
  }

  private Path videos() {
    return folder.resolve("videos");
  }
}

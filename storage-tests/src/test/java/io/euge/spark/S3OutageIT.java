package io.euge.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.cli.Euge;
import io.euge.testing.ClipWriter;
import io.euge.testing.Shared;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests a resumable job whose storage fails during the job. */
class S3OutageIT {
  private static final int CLIPS = 12;
  private static final int FRAMES = 20;

  @TempDir static Path folder;
  private static S3Server server;

  @BeforeAll
  static void start() throws Exception {
    server = new S3Server(folder.resolve("s3"));
    Map<String, byte[]> clips = new LinkedHashMap<>();
    for (int i = 0; i < CLIPS; i++) {
      Path clip = new ClipWriter().frames(FRAMES).write(folder.resolve(i + ".mp4"));
      clips.put("in/" + i + ".mp4", Files.readAllBytes(clip));
    }
    server.put(clips);
  }

  @AfterAll
  static void stop() throws Exception {
    if (server != null) {
      server.close();
    }
  }

  /** The exit code and the output of a command. */
  private record Ended(int exit, String out, String err) {}

  @Test
  void anOutageThatTheClientsRetriesOutlastLosesNothing() throws Exception {
    CompletableFuture<Ended> job = detect("short", "fs.s3a.retry.limit=10");
    awaitCommit(job, "short");
    server.kill();
    Thread.sleep(2000);
    long before = committed("short");
    assertThat(job).as("it waits for its storage").isNotDone();
    server.start();
    Ended ended = job.get(3, TimeUnit.MINUTES);
    assertThat(ended.exit).as(ended.err).isZero();
    assertThat(committed("short")).as("the batches").isGreaterThan(before);
    assertWhole("short");
  }

  @Test
  void aLongOutageEndsTheJobWithItsReasonAndTheNextStartGoesOn() throws Exception {
    CompletableFuture<Ended> job = detect("long", "fs.s3a.retry.limit=1");
    awaitCommit(job, "long");
    server.kill();
    Ended ended = job.get(3, TimeUnit.MINUTES);
    server.start();
    assertThat(ended.exit).as(ended.err).isEqualTo(1);
    assertThat(ended.err.lines().filter(line -> !line.contains("frames: ")))
        .singleElement()
        .asString()
        .startsWith("euge: The storage of s3a://" + S3Server.BUCKET + "/in/")
        .contains("cannot be reached (", "start again");
    assertThat(folder.resolve("long/_errors")).as("the videos are not bad").doesNotExist();
    long before = committed("long");

    Ended again = detect("long", "fs.s3a.retry.limit=1").get(3, TimeUnit.MINUTES);
    assertThat(again.exit).as(again.err).isZero();
    assertThat(committed("long")).isGreaterThan(before);
    assertWhole("long");
  }

  private static CompletableFuture<Ended> detect(String table, String setting) {
    List<String> command = new ArrayList<>(List.of("detect"));
    command.add("s3a://" + S3Server.BUCKET + "/in");
    command.addAll(List.of("--model", Shared.model("yolo-fastest-1.1.cfg").toString()));
    command.addAll(List.of("--master", "local[1]", "--max-seconds-per-trigger", "1"));
    command.addAll(List.of("--settle", "0s", "--output", folder.resolve(table).toString()));
    command.addAll(List.of("--checkpoint", folder.resolve(table + "-checkpoint").toString()));
    Map<String, String> settings = new LinkedHashMap<>(server.settings());
    settings.put("fs.s3a.retry.interval", "200ms");
    settings.put("fs.s3a.impl.disable.cache", "true"); // Other tests use other settings.
    settings.put(setting.split("=", -1)[0], setting.split("=", -1)[1]);
    settings.forEach(
        (key, value) -> command.addAll(List.of("--conf", "spark.hadoop." + key + "=" + value)));
    return CompletableFuture.supplyAsync(
        () -> {
          StringWriter out = new StringWriter();
          StringWriter err = new StringWriter();
          int exit =
              Euge.run(
                  new PrintWriter(out, true),
                  new PrintWriter(err, true),
                  command.toArray(String[]::new));
          return new Ended(exit, out.toString(), err.toString());
        });
  }

  private static void assertWhole(String table) throws IOException {
    try (SparkSession spark =
        SparkSession.builder()
            .master("local[1]")
            .config("spark.ui.enabled", false)
            .config("spark.driver.host", "localhost")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .getOrCreate()) {
      assertThat(
              spark
                  .read()
                  .parquet(folder.resolve(table).toString())
                  .selectExpr("substring_index(video, '/', -1) as name", "frame")
                  .distinct()
                  .groupBy("name")
                  .count()
                  .collectAsList())
          .hasSize(CLIPS)
          .allMatch(row -> row.getLong(1) == FRAMES);
      assertThat(spark.read().parquet(folder.resolve(table).toString()).count())
          .isEqualTo((long) CLIPS * FRAMES);
    }
  }

  private static void awaitCommit(CompletableFuture<Ended> job, String table) throws Exception {
    Instant deadline = Instant.now().plus(Duration.ofMinutes(3));
    while (!job.isDone() && committed(table) < 2) {
      assertThat(Instant.now()).as("a batch is committed").isBefore(deadline);
      Thread.sleep(20);
    }
    assertThat(job).as("a job with more batches").isNotDone();
  }

  /** Returns the number of the last entry of a table's log; 0 if there is none. */
  private static long committed(String table) throws IOException {
    Path entries = folder.resolve(table).resolve("_commits");
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
}

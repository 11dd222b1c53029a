package io.euge.spark.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.spark.LocalSpark;
import io.euge.testing.ClipWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;
import org.apache.spark.api.java.function.VoidFunction2;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.Trigger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stream with a trigger of time over a directory in which files come, change and go. */
class GrowingFolderIT {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir Path folder;
  private Path videos;
  private Path made;
  private SparkSession spark;
  private StreamingQuery query;

  /** The frames that the stream has read, by the names of the files. */
  private final Map<String, List<Long>> read = new ConcurrentHashMap<>();

  /** Each file has another time, so that one that comes back is another. */
  private int placed;

  /** A file that is deleted before the next tasks. */
  private volatile Path doomed;

  @BeforeEach
  void start() throws Exception {
    videos = Files.createDirectory(folder.resolve("videos"));
    made = Files.createDirectory(folder.resolve("made"));
    spark = LocalSpark.start(2);
    VoidFunction2<Dataset<Row>, Long> sink =
        (rows, batch) -> {
          if (doomed != null && Files.deleteIfExists(doomed)) {
            doomed = null;
          }
          rows.select("video", "frame").collectAsList().forEach(this::add);
        };
    query =
        spark
            .readStream()
            .format("video")
            .option("on-error", "skip")
            .option("settle", "1s")
            .option("segment-seconds", "1")
            .load(videos.toString())
            .writeStream()
            .option("checkpointLocation", folder.resolve("checkpoint").toString())
            .trigger(Trigger.ProcessingTime(50, TimeUnit.MILLISECONDS))
            .foreachBatch(sink)
            .start();
  }

  @AfterEach
  void stop() throws Exception {
    query.stop();
    spark.stop();
  }

  private void add(Row row) {
    String name = Path.of(row.getString(0)).getFileName().toString();
    read.computeIfAbsent(name, key -> new CopyOnWriteArrayList<>()).add(row.getLong(1));
  }

  @Test
  void eachFileIsReadOnceWhenItIsComplete() throws Exception {
    place(clip("first.mp4", 40), "first.mp4");
    requireRead("first.mp4", 40);

    // Half of a file, whose storage's clock is ahead; and half of one that is renamed at the end.
    byte[] growing = Files.readAllBytes(clip("growing.mp4", 30));
    Path half = folder.resolve("half.mp4");
    Files.write(half, Arrays.copyOf(growing, growing.length / 2));
    date(half, Duration.ofMinutes(30));
    Files.move(half, videos.resolve("growing.mp4"));
    Files.write(videos.resolve(".renamed.mp4"), Arrays.copyOf(growing, 999));
    place(clip("second.mp4", 20), "second.mp4");
    requireRead("second.mp4", 20);
    assertThat(read).doesNotContainKeys("growing.mp4", ".renamed.mp4", "renamed.mp4");
    Files.write(half, growing);
    date(half, Duration.ofMinutes(-10));
    Files.move(half, videos.resolve("growing.mp4"), StandardCopyOption.ATOMIC_MOVE);
    requireRead("growing.mp4", 30);
    place(clip("renamed.mp4", 25), "renamed.mp4");
    Files.delete(videos.resolve(".renamed.mp4"));
    requireRead("renamed.mp4", 25);

    // What was read is deleted, or replaced: rows neither vanish nor come twice.
    Files.delete(videos.resolve("first.mp4"));
    place(clip("other.mp4", 50), "second.mp4");

    // What cannot be read is replaced.
    Files.writeString(half, "no video");
    place(half, "bad.mp4");
    place(clip("third.mp4", 15), "third.mp4");
    requireRead("third.mp4", 15);
    place(clip("good.mp4", 35), "bad.mp4");
    requireRead("bad.mp4", 35);

    // What is deleted between listing and reading comes back.
    doomed = videos.resolve("lost.mp4");
    place(clip("lost.mp4", 45), "lost.mp4");
    await("the file is deleted", () -> doomed == null);
    place(clip("lost.mp4", 45), "lost.mp4");
    requireRead("lost.mp4", 45);
    requireRead("first.mp4", 40);
    requireRead("second.mp4", 20);
    assertThat(read).hasSize(7);
  }

  private void requireRead(String name, long frames) throws Exception {
    await(name + " is read", () -> read.getOrDefault(name, List.of()).size() >= frames);
    assertThat(read.get(name))
        .containsExactlyInAnyOrderElementsOf(LongStream.range(0, frames).boxed().toList());
  }

  private void await(String what, BooleanSupplier condition) throws Exception {
    Instant end = Instant.now().plus(PATIENCE);
    while (!condition.getAsBoolean()) {
      assertThat(query.exception().isEmpty()).as("the stream runs: %s", query.exception()).isTrue();
      assertThat(Instant.now()).as("%s; so far %s", what, read).isBefore(end);
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  /** Moves a complete file into the directory. */
  private void place(Path file, String name) throws Exception {
    date(file, Duration.ofMinutes(-20).plusSeconds(placed++));
    Files.move(file, videos.resolve(name), StandardCopyOption.ATOMIC_MOVE);
  }

  private static void date(Path file, Duration fromNow) throws Exception {
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().plus(fromNow)));
  }

  private Path clip(String name, int frames) {
    return new ClipWriter().frames(frames).rate(25).gop(10, 0).write(made.resolve(name));
  }
}

package io.euge.cli.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.euge.cli.CommandRun;
import io.euge.spark.LocalSpark;
import io.euge.testing.ClipWriter;
import io.euge.testing.LongTests;
import io.euge.testing.Shared;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that is full says so in one sentence, and once it has room the same command goes on. */
class FullDiskIT {
  private static final int FRAMES = 12;

  @TempDir Path folder;

  @BeforeEach
  void mount() throws Exception {
    Files.createDirectories(disk());
    int exit = run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk().toString());
    assumeTrue(exit == 0, "only root can mount, and not in every container");
    Files.createDirectories(videos());
    for (int i = 0; i < 2; i++) {
      Path clip = new ClipWriter().frames(FRAMES / 2).write(videos().resolve(i + ".mp4"));
      Files.setLastModifiedTime(clip, FileTime.from(Instant.now().minusSeconds(100)));
    }
  }

  @AfterEach
  void unmount() throws Exception {
    run("umount", "-l", disk().toString());
  }

  @Test
  void ofTheOutput() throws Exception {
    Path table = disk().resolve("table");
    fill(4);
    full(detect(table), "Cannot write to the output " + table);
    assertThat(disk().toFile().list()).as("only what fills it").containsExactly("filler");
    free();
    assertThat(detect(table).exit()).isZero();
    assertThat(rows(table)).hasSize(FRAMES);
  }

  @Test
  void ofTheOutputOfACheckpoint() throws Exception {
    Path table = disk().resolve("table");
    Path checkpoint = folder.resolve("checkpoint");
    for (int kibibytes : rooms()) {
      fill(kibibytes);
      full(detect(table, "--checkpoint", checkpoint), table.toString());
      assertThat(visible(table)).isEmpty();
    }
    assertThat(CommandRun.of("status", checkpoint.toString()).out())
        .startsWith("stopped: ")
        .contains("done    0 videos, 0 frames", "left    2 videos");
    free();
    assertThat(detect(table, "--checkpoint", checkpoint).exit()).isZero();
    assertThat(rows(table)).hasSize(FRAMES);
  }

  @Test
  void ofTheCheckpoint() throws Exception {
    Path table = folder.resolve("table");
    Path checkpoint = disk().resolve("checkpoint");
    for (int kibibytes : rooms()) {
      fill(kibibytes);
      full(detect(table, "--checkpoint", checkpoint), checkpoint.toString());
    }
    free();
    assertThat(detect(table, "--checkpoint", checkpoint).exit()).isZero();
    assertThat(rows(table)).hasSize(FRAMES);
  }

  @Test
  void ofTheFolderForTemporaryFiles() throws Exception {
    Path tracks = folder.resolve("tracks.csv");
    Object[] job = {
      "--checkpoint", folder.resolve("checkpoint"), "--conf", "spark.local.dir=" + disk()
    };
    fill(0);
    full(command("track", tracks, job), "free space");
    assertThat(tracks).doesNotExist();
    free();
    CommandRun again = command("track", tracks, job);
    assertThat(again.exit()).as(again.err()).isZero();
    assertThat(tracks).exists();
  }

  @Test
  void aFullCacheDiskFailsWithItsPath() throws Exception {
    fill(100);
    List<String> detect = arguments("detect", folder.resolve("table"));
    try (JobProcess job = start(detect, "EUGE_CACHE", disk().toString())) {
      assertThat(job.exit()).isEqualTo(1);
      assertThat(job.said())
          .contains("euge: Cannot keep the converted model in " + disk(), "No space left on device")
          .contains("EUGE_CACHE");
    }
    assertThat(folder.resolve("table")).doesNotExist();
    try (Stream<Path> left = Files.walk(disk())) {
      assertThat(left.filter(Files::isRegularFile)).containsExactly(disk().resolve("filler"));
    }
    free();
    enlarge();
    completes(detect, "EUGE_CACHE", disk().toString());
  }

  @Test
  void ofTheFolderForTheNativePartsOfLibraries() throws Exception {
    fill(100);
    List<String> detect =
        arguments("detect", folder.resolve("table"), "--checkpoint", folder.resolve("checkpoint"));
    String[] environment = {"JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=" + disk()};
    try (JobProcess job = start(detect, environment)) {
      assertThat(job.exit()).isEqualTo(1);
      assertThat(job.said())
          .contains("euge: The directory for temporary files " + disk(), "is full", "name another");
    }
    assertThat(folder.resolve("table")).doesNotExist();
    free();
    enlarge();
    completes(detect, environment);
  }

  /** Checks that a command does all, now that there is room. */
  private void completes(List<String> detect, String... environment) throws Exception {
    try (JobProcess job = start(detect, environment)) {
      assertThat(job.exit()).as(job.said()).isZero();
    }
    assertThat(rows(folder.resolve("table"))).hasSize(FRAMES);
  }

  /** Makes the disk large enough for a model and the native parts of libraries. */
  private void enlarge() throws Exception {
    assertThat(run("mount", "-o", "remount,size=512m", disk().toString())).isZero();
  }

  private JobProcess start(List<String> arguments, String... environment) throws IOException {
    return JobProcess.start(folder.resolve("log.txt"), arguments, environment);
  }

  private static void full(CommandRun run, String named) {
    assertThat(run.errors()).as(run.err()).hasSize(1);
    assertThat(run.err()).startsWith("euge: ").contains("No space left on device", named);
    assertThat(run.err()).doesNotContain("Exception");
    assertThat(run.exit()).isEqualTo(1);
  }

  private CommandRun detect(Path output, Object... more) {
    return command("detect", output, more);
  }

  private CommandRun command(String name, Path output, Object... more) {
    return CommandRun.of(arguments(name, output, more).toArray(String[]::new));
  }

  private List<String> arguments(String name, Path output, Object... more) {
    List<String> all = new ArrayList<>(List.of(name, videos().toString()));
    all.addAll(List.of("--model", Shared.model("yolo-fastest-1.1.cfg").toString()));
    all.addAll(List.of("--master", "local[2]", "--output", output.toString()));
    Stream.of(more).map(Object::toString).forEach(all::add);
    return all;
  }

  /** Returns sizes of the room on the disk, in KiB, at which different files no longer fit. */
  private static int[] rooms() {
    return LongTests.enabled() ? new int[] {0, 12, 24} : new int[] {0, 24};
  }

  /** Fills the disk up to some room. */
  private void fill(int kibibytes) throws IOException {
    Path filler = disk().resolve("filler");
    Files.deleteIfExists(filler);
    try (OutputStream out = Files.newOutputStream(filler)) {
      while (true) {
        out.write(new byte[4096]);
      }
    } catch (IOException e) {
      // It is full.
    }
    try (FileChannel file = FileChannel.open(filler, StandardOpenOption.WRITE)) {
      file.truncate(Math.max(0, file.size() - kibibytes * 1024L));
    }
  }

  private void free() throws IOException {
    Files.delete(disk().resolve("filler"));
  }

  private static List<String> visible(Path table) throws IOException {
    if (!Files.exists(table)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(table)) {
      return all.map(path -> path.getFileName().toString())
          .filter(name -> !name.matches("[._].*"))
          .toList();
    }
  }

  private static List<String> rows(Path table) throws IOException {
    try (SparkSession spark = LocalSpark.start(1)) {
      return spark.read().parquet(table.toString()).toJSON().collectAsList();
    }
  }

  private static int run(String... command) throws Exception {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }

  private Path videos() {
    return folder.resolve("videos");
  }

  private Path disk() {
    return folder.resolve("disk");
  }
}

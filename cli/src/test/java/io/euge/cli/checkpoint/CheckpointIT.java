package io.euge.cli.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.euge.cli.CommandRun;
import io.euge.cli.job.ProcessClaim;
import io.euge.spark.FakeStore;
import io.euge.spark.LocalSpark;
import io.euge.spark.source.DetectionMetadata;
import io.euge.testing.ClipWriter;
import io.euge.testing.Shared;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code euge detect --checkpoint} and {@code euge status}, in this process. */
class CheckpointIT {
  @TempDir static Path clips;
  @TempDir Path folder;

  @BeforeAll
  static void write() throws IOException {
    clip(clips.resolve("a.mp4"), 5);
    clip(clips.resolve("b.mp4"), 40);
  }

  @Test
  void aFolderThatGrowsIsDoneNightByNight() throws Exception {
    Path videos = Files.createDirectory(folder.resolve("videos"));
    clip(videos.resolve("a.mp4"), 5);
    Path bad = Files.writeString(videos.resolve("bad.mp4"), "no video");
    age(bad, 100);
    CommandRun first = detect(videos);
    assertThat(first.err()).isEmpty();
    assertThat(first.exit()).as("some input is bad").isEqualTo(3);
    assertThat(first.out())
        .contains("in 5 frames", "1 of 2 videos is corrupt", "FORMAT", "errors written to")
        .contains("written to " + folder.resolve("table") + " as parquet");
    assertThat(status().out()).contains("all that was there", "done    1 video, 5 frames");
    assertThat(status().out()).contains("failed  1 video, 1 error", "left    0 videos");

    clip(videos.resolve("c.mp4"), 7);
    Files.setLastModifiedTime(
        new ClipWriter().frames(3).write(videos.resolve("new.mp4")), FileTime.from(Instant.now()));
    assertThat(status().out())
        .containsPattern("left    2 videos, about \\d+ s\n")
        .contains("1 of them changed just now");
    CommandRun second = detect(videos);
    assertThat(second.exit()).as("the bad file was told before").isZero();
    assertThat(second.out()).contains("in 7 frames\n", "in all ", "in 12 frames\n");
    assertThat(second.err()).contains("1 file was changed within 30 s and left for the next run");

    CommandRun third = detect(videos, "--settle", "0s", "--batch", "2", "--segment-seconds", "9");
    assertThat(third.exit()).isZero();
    assertThat(third.out()).contains("in 3 frames\n", "in 15 frames\n");
    assertThat(detect(videos, "--settle", "0s").out()).contains("nothing new", "in 15 frames");
    assertThat(hidden(folder.resolve("table"))).isEmpty();
  }

  @Test
  void programsReadTheStatusAndWhetherTheJobRuns() throws Exception {
    Path videos = Files.createDirectory(folder.resolve("videos"));
    clip(videos.resolve("a.mp4"), 5);
    assertThat(detect(videos, "--confidence", "0.4").exit()).isZero();
    clip(videos.resolve("b.mp4"), 5);
    JsonNode status = statusForPrograms();
    assertThat(status.get("state").asText()).isEqualTo("finished");
    assertThat(status.get("model").asText()).endsWith("yolo-fastest-1.1.cfg");
    assertThat(status.get("modelSha256").asText()).hasSize(64);
    assertThat(status.get("options").toString()).contains("confidence", "0.4");
    assertThat(status.get("table").asText()).endsWith("table");
    assertThat(status.get("videosDone").asInt()).isEqualTo(1);
    assertThat(status.get("videosFailed").asInt()).isZero();
    assertThat(status.get("errors").asInt()).isZero();
    assertThat(status.get("videosLeft").asInt()).isEqualTo(1);
    assertThat(status.get("frames").asInt()).isEqualTo(5);
    assertThat(status.get("secondsLeft").isIntegralNumber()).isTrue();
    CheckpointFiles files =
        new CheckpointFiles(folder.resolve("checkpoint").toString(), new Configuration());
    ProcessClaim running =
        ProcessClaim.exclusive(files.fileSystem(), files.claimed()).orElseThrow();
    try (running) {
      assertThat(statusForPrograms().get("state").asText()).isEqualTo("running");
      refused(detect(videos, "--confidence", "0.4"), 1, "checkpoint");
    }
    assertThat(statusForPrograms().get("state").asText()).isEqualTo("finished");
  }

  @Test
  void theTableItselfSaysWhatItsDetectionsFollowFrom() throws Exception {
    assertThat(detect(clips, "--every", "5", "--confidence", "0.4").exit()).isZero();
    try (SparkSession spark = LocalSpark.start(1)) {
      StructType table = spark.read().parquet(folder.resolve("table").toString()).schema();
      assertThat(DetectionMetadata.of(table))
          .hasValueSatisfying(
              selection -> {
                assertThat(selection.confidence()).isEqualTo(0.4);
                assertThat(selection.sampling()).containsEntry("every", "5");
              });
      assertThat(DetectionMetadata.recorded(table).orElseThrow().toString())
          .contains("yolo-fastest-1.1", "modelSha256");
    }
  }

  private JsonNode statusForPrograms() throws Exception {
    return new ObjectMapper()
        .readTree(CommandRun.of("status", folder.resolve("checkpoint").toString(), "--json").out());
  }

  @Test
  void anotherJobIsRefusedWithTheDifferences() {
    assertThat(detect(clips, "--every", "5").exit()).isZero();
    refused(
        detect(clips, "--every", "4", "--confidence", "0.5"),
        1,
        "is of another job: --confidence was not given and is 0.5, --every was 5 and is 4",
        "a new --checkpoint");
    assertThat(detect(clips, "--every", "5", "--confidence", "0.250", "--batch", "3").exit())
        .as("the same, and an option of speed")
        .isZero();
    refused(
        detect(clips, "--every", "5", "--provenance", "false"),
        1,
        "is of another job: --provenance was true and is false;");
    refused(
        run("detect", clips, "--output", folder.resolve("other"), "--every", "5"),
        1,
        "--output was ");
    refused(
        CommandRun.of(
            "detect",
            clips.toString(),
            "--model",
            Shared.model("yolo-fastest-1.1-xl.cfg").toString(),
            "--every",
            "5",
            "--output",
            folder.resolve("table").toString(),
            "--checkpoint",
            folder.resolve("checkpoint").toString()),
        1,
        "the model was ",
        "SHA-256");
  }

  @Test
  void theDaysOfATableAreOfOneTimeZone() {
    String[] job = {"--every", "5", "--partition-by", "day"};
    assertThat(inZone("Asia/Tokyo", job).exit()).isZero();
    refused(
        inZone("America/Lima", job),
        1,
        "is of another job: spark.sql.session.timeZone was Asia/Tokyo and is America/Lima;");
    assertThat(inZone("Asia/Tokyo", job).exit()).isZero();
  }

  private CommandRun inZone(String zone, String... more) {
    List<Object> all = new ArrayList<>(List.of("--conf", "spark.sql.session.timeZone=" + zone));
    all.addAll(List.of(more));
    return detect(clips, all.toArray());
  }

  @Test
  void statusReadsAStorageWithTheSettingsOfTheJob() throws Exception {
    Path videos = Files.createDirectory(folder.resolve("videos"));
    clip(videos.resolve("a.mp4"), 5);
    Path gone = Files.createDirectory(folder.resolve("gone"));
    clip(gone.resolve("b.mp4"), 5);
    String store = "spark.hadoop.fs.fake.impl=" + FakeStore.class.getName();
    String fresh = "spark.hadoop.fs.fake.impl.disable.cache=true";
    CommandRun job =
        CommandRun.of(
            Stream.of(
                    "detect",
                    "fake:" + videos,
                    gone,
                    "--conf",
                    store,
                    "--conf",
                    fresh,
                    "--model",
                    Shared.model("yolo-fastest-1.1.cfg"),
                    "--checkpoint",
                    folder.resolve("checkpoint"),
                    "--output",
                    folder.resolve("table"))
                .map(Object::toString)
                .toArray(String[]::new));
    assertThat(job.exit()).as(job.err()).isZero();
    Files.delete(gone.resolve("b.mp4"));
    Files.delete(gone);
    clip(videos.resolve("c.mp4"), 5);
    CommandRun status =
        CommandRun.of(
            "status", folder.resolve("checkpoint").toString(), "--conf", store, "--conf", fresh);
    assertThat(status.exit()).as(status.err()).isZero();
    assertThat(status.out())
        .contains("done    2 videos", "left    1 video")
        .contains("not counted: There is no file or directory file:" + gone);
    assertThat(status().out())
        .as("without the setting")
        .contains("left    0 videos", "not counted: Cannot read fake:" + videos);
  }

  @Test
  void filesThatAreTooOldAreNotLeft() throws Exception {
    Path videos = Files.createDirectory(folder.resolve("videos"));
    clip(videos.resolve("a.mp4"), 5);
    assertThat(detect(videos, "--conf", "spark.euge.maxFileAge=7d").exit()).isZero();
    clip(videos.resolve("old.mp4"), 5);
    age(videos.resolve("old.mp4"), 1_000_000);
    assertThat(detect(videos, "--conf", "spark.euge.maxFileAge=7d").exit()).isZero();
    assertThat(status().out()).contains("done    1 video, 5 frames", "left    0 videos");
  }

  @Test
  void optionsThatExcludeEachOtherAreRefused() {
    refused(run("detect", clips, "--output", folder.resolve("x.csv")), 2, "is one file");
    refused(run("detect", clips, "--output", folder.resolve("x"), "--overwrite"), 2, "--overwrite");
    refused(
        run("detect", clips, "--output", folder.resolve("x"), "--format", "json"), 2, "Parquet");
    refused(
        run("detect", clips, "--output", folder.resolve("x"), "--partition-by", "label"),
        2,
        "--partition-by is 'label': give day, camera");
    refused(
        run("detect", clips, "--output", folder.resolve("x"), "--settle", "soon"),
        2,
        "--settle is 'soon'");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aFolderThatIsNoCheckpointIsNamed() throws Exception {
    Path other = Files.createDirectory(folder.resolve("checkpoint"));
    refused(status(), 1, other + " is not a checkpoint", "--checkpoint");
    Files.writeString(other.resolve("letter.txt"), "mine");
    refused(detect(clips), 1, "holds letter.txt", "new or empty directory");
    refused(CommandRun.of("status", folder.resolve("none").toString()), 1, "is not a checkpoint");
  }

  @Test
  void nothingIsAddedToAForeignOrMissingTable() throws Exception {
    Path table = Files.createDirectory(folder.resolve("table"));
    Files.writeString(table.resolve("part-0.parquet"), "of another job");
    refused(detect(clips, "--every", "9"), 1, "holds part-0.parquet already");
    Files.delete(table.resolve("part-0.parquet"));
    assertThat(detect(clips, "--every", "9").exit()).isZero();
    Files.move(table, folder.resolve("moved"));
    refused(detect(clips, "--every", "9"), 1, "lacks what its checkpoint has done");
  }

  private CommandRun detect(Path videos, Object... more) {
    List<Object> all = new ArrayList<>(List.of("--output", folder.resolve("table")));
    all.addAll(List.of(more));
    return run("detect", videos, all.toArray());
  }

  private CommandRun run(String command, Path videos, Object... more) {
    List<String> all = new ArrayList<>(List.of(command, videos.toString()));
    all.addAll(List.of("--model", Shared.model("yolo-fastest-1.1.cfg").toString()));
    all.addAll(List.of("--checkpoint", folder.resolve("checkpoint").toString()));
    Stream.of(more).map(Object::toString).forEach(all::add);
    return CommandRun.of(all.toArray(String[]::new));
  }

  private CommandRun status() {
    return CommandRun.of("status", folder.resolve("checkpoint").toString());
  }

  private static void refused(CommandRun run, int exit, String... named) {
    assertThat(run.err()).startsWith("euge: ").contains(named).doesNotContain("Exception");
    assertThat(run.errors()).hasSize(1);
    assertThat(run.exit()).isEqualTo(exit);
  }

  private static List<Path> hidden(Path table) throws IOException {
    try (Stream<Path> all = Files.list(table)) {
      return all.filter(path -> path.getFileName().toString().startsWith(".batch")).toList();
    }
  }

  private static void clip(Path file, int frames) throws IOException {
    age(new ClipWriter().frames(frames).write(file), 100);
  }

  private static void age(Path file, int seconds) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(seconds)));
  }
}

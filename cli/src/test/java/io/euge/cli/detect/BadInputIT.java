package io.euge.cli.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.cli.CommandRun;
import io.euge.spark.LocalSpark;
import io.euge.testing.ClipWriter;
import io.euge.testing.Shared;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code euge detect} over a directory of good and bad files. */
class BadInputIT {
  @TempDir static Path videos;
  @TempDir Path folder;

  @BeforeAll
  static void writeVideos() throws IOException {
    new ClipWriter().frames(5).write(videos.resolve("good-1.mp4"));
    new ClipWriter().frames(7).write(videos.resolve("good-2.mp4"));
    Path whole = new ClipWriter().frames(60).write(videos.resolve("cut.avi"));
    byte[] bytes = Files.readAllBytes(whole);
    Files.write(whole, Arrays.copyOf(bytes, bytes.length / 2));
    Files.createFile(videos.resolve("empty.mp4"));
    Files.writeString(videos.resolve("text.mp4"), "a text, not a video\n".repeat(100));
  }

  @Test
  void badFilesLoseOnlyTheirOwnFramesAndAreListedBesideTheTable() throws Exception {
    CommandRun run = detect(videos);
    assertThat(run.err()).isEmpty();
    assertThat(run.exit()).isEqualTo(3);
    assertThat(run.out())
        .contains("\n3 of 5 videos are corrupt or could not be read (3 errors):\n")
        .contains("  EMPTY: ", "  FORMAT: ", "text.mp4 is not a video")
        .contains("\nerrors written to " + folder.resolve("out/_errors"));

    List<Row> frames = table("out");
    assertThat(frames(frames, "good-1.mp4")).isEqualTo(5);
    assertThat(frames(frames, "good-2.mp4")).isEqualTo(7);
    assertThat(frames(frames, "cut.avi")).as("the good frames before the cut").isBetween(10L, 59L);
    assertThat(frames).hasSize(12 + (int) frames(frames, "cut.avi"));

    List<Row> errors = table("out/_errors");
    assertThat(errors.get(0).schema().toDDL())
        .isEqualTo(
            "video STRING,camera STRING,segment STRUCT<firstFrame: BIGINT, endFrame: BIGINT, start: DOUBLE,"
                + " end: DOUBLE>,stage STRING,seconds DOUBLE,time TIMESTAMP,code STRING,"
                + "message STRING");
    assertThat(errors).extracting(row -> row.getString(1)).containsExactly("cut", "empty", "text");
    assertThat(errors)
        .extracting(row -> Path.of(row.getString(0)).getFileName().toString())
        .containsExactly("cut.avi", "empty.mp4", "text.mp4");
    assertThat(errors).extracting(row -> row.getString(3)).contains("DECODE", "OPEN");
    Row cut = errors.get(0);
    assertThat(cut.getString(0))
        .isEqualTo(
            frames.stream()
                .map(row -> row.getString(0))
                .filter(video -> video.endsWith("cut.avi"))
                .findFirst()
                .orElseThrow());
    assertThat(cut.getStruct(2).getLong(0)).isZero();
    assertThat(cut.getDouble(4)).isPositive();
    assertThat(errors.get(1).isNullAt(2)).isTrue();
    assertThat(errors.get(1).isNullAt(4)).isTrue();
  }

  @Test
  void skippingLeavesNoTableButIsNoSuccess() {
    CommandRun run = detect(videos, "--on-error", "skip");
    assertThat(run.exit()).isEqualTo(3);
    assertThat(run.out()).contains("3 of 5 videos are corrupt").doesNotContain("_errors");
    assertThat(folder.resolve("out/_SUCCESS")).exists();
    assertThat(folder.resolve("out/_errors")).doesNotExist();
  }

  @Test
  void theFirstBadFileFailsAJobOnRequest() {
    refused(detect(videos, "--on-error", "fail"), "mp4");
    refused(detect(videos, "--conf", "spark.euge.on-error=fail"), "mp4");
  }

  @Test
  void tooManyBadFilesFailTheJobAndNothingIsPublished() {
    // Two of five cannot be opened, which is known when the job is planned; the third is cut short.
    refused(
        detect(videos, "--max-bad-fraction", "0.3"),
        "2 of 5 videos are corrupt or could not be read, more than max-bad-fraction 0.3 allows: ",
        "empty.mp4",
        "text.mp4");
    refused(
        detect(videos, "--max-bad-fraction", "0.5"),
        "3 of 5 videos are corrupt or could not be read, more than max-bad-fraction 0.5 allows: ",
        "cut.avi");
    assertThat(detect(videos, "--max-bad-fraction", "0.6").exit()).isEqualTo(3);
  }

  @Test
  void whenEveryVideoIsBadTheTableIsEmptyAndTheErrorsHaveTheReasons() throws IOException {
    CommandRun run = detect(videos.resolve("text.mp4"));
    assertThat(run.exit()).isEqualTo(3);
    assertThat(run.out()).contains("0 frames", "1 of 1 video is corrupt", "is not a video");
    assertThat(table("out")).isEmpty();
    assertThat(table("out/_errors")).hasSize(1);
    refused(detect(videos.resolve("text.mp4"), "--overwrite", "--max-bad-fraction", "0"), "1 of 1");
  }

  @Test
  void goodVideosHaveNoTableOfErrors() {
    CommandRun run = detect(videos.resolve("good-1.mp4"), "--max-bad-fraction", "0");
    assertThat(run.exit()).isZero();
    assertThat(run.out()).doesNotContain("error");
    assertThat(folder.resolve("out/_errors")).doesNotExist();
  }

  @Test
  void aMissingPathIsNotBadInput() {
    refused(detect(videos.resolve("no.mp4")), "There is no file or directory");
  }

  @Test
  void aTableWithErrorsIsReplacedOnlyOnRequest() throws Exception {
    assertThat(detect(videos).exit()).isEqualTo(3);
    refused(detect(videos), "already exists", "--overwrite");
    assertThat(detect(videos.resolve("good-1.mp4"), "--overwrite").exit()).isZero();
    assertThat(folder.resolve("out/_errors")).doesNotExist();
    assertThat(detect(videos, "--overwrite", "--format", "csv").exit()).isEqualTo(3);
    assertThat(errorLines(folder.resolve("out/_errors"))).hasSize(1 + 3);
    Files.writeString(folder.resolve("out/_errors/mine.txt"), "mine");
    refused(detect(videos, "--overwrite"), "_errors", "is not part of a table");
  }

  @Test
  void oneFileHasItsErrorsBesideItInItsFormat() throws IOException {
    Path file = folder.resolve("counts.csv");
    Path errors = folder.resolve("counts.errors.csv");
    CommandRun run = detect(videos, "--output", file.toString());
    assertThat(run.exit()).isEqualTo(3);
    assertThat(run.out())
        .contains("written to " + file + " as csv\n", "errors written to " + errors);
    assertThat(folder.toFile().list()).containsExactlyInAnyOrder("counts.csv", "counts.errors.csv");
    List<String> lines = Files.readAllLines(errors);
    assertThat(lines.get(0))
        .isEqualTo("video,camera,firstFrame,endFrame,start,end,stage,seconds,time,code,message");
    assertThat(lines)
        .hasSize(1 + 3)
        .anyMatch(line -> line.contains("empty.mp4,empty,,,,,OPEN,,,EMPTY,"));

    refused(detect(videos, "--output", file.toString()), file + " already exists");
    assertThat(
            detect(videos.resolve("good-1.mp4"), "--output", file.toString(), "--overwrite").exit())
        .isZero();
    assertThat(folder.toFile().list()).containsExactly("counts.csv");
  }

  private static List<String> errorLines(Path table) throws IOException {
    try (Stream<Path> files = Files.list(table)) {
      Path part =
          files
              .filter(file -> file.getFileName().toString().startsWith("part-"))
              .findAny()
              .orElseThrow();
      return Files.readAllLines(part);
    }
  }

  private CommandRun detect(Path input, String... more) {
    List<String> args = new ArrayList<>(List.of("detect", input.toString()));
    args.addAll(List.of("--model", Shared.model("yolo-fastest-1.1.cfg").toString()));
    args.addAll(List.of("--master", "local[2]"));
    args.addAll(List.of(more));
    if (!args.contains("--output")) {
      args.addAll(List.of("--output", folder.resolve("out").toString()));
    }
    return CommandRun.of(args.toArray(String[]::new));
  }

  private static void refused(CommandRun run, String... named) {
    assertThat(run.errors()).hasSize(1);
    assertThat(run.err()).startsWith("euge: ").contains(named).doesNotContain("Exception");
    assertThat(run.out()).isEmpty();
    assertThat(run.exit()).isEqualTo(1);
  }

  private List<Row> table(String name) throws IOException {
    try (SparkSession spark = LocalSpark.start(1)) {
      return spark.read().parquet(folder.resolve(name).toString()).collectAsList();
    }
  }

  private static long frames(List<Row> rows, String video) {
    return rows.stream().filter(row -> row.getString(0).endsWith("/" + video)).count();
  }
}

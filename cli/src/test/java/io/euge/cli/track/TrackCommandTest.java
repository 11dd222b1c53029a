package io.euge.cli.track;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.cli.CommandRun;
import io.euge.testing.Shared;
import io.euge.tracking.mot.MotBox;
import io.euge.tracking.mot.MotText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrackCommandTest {
  @TempDir private Path folder;

  @Test
  void sortOfMotTextIsTheReference() {
    Path output = folder.resolve("tracks.txt");
    CommandRun run =
        CommandRun.of(
            "track",
            Shared.file("data/mot/mot15/TUD-Campus/det/det.txt.gz").toString(),
            "--tracker",
            "sort",
            "--format",
            "mot",
            "--output",
            output.toString());

    assertThat(run.exit()).isZero();
    assertThat(run.out()).contains("written to " + output + " as mot");
    assertThat(MotText.read(output))
        .extracting(MotBox::frame, MotBox::id)
        .hasSameSizeAs(MotText.read(Shared.file("data/mot/mot15/TUD-Campus/res/SORT.txt.gz")));
  }

  @Test
  void optionsAreThoseOfTheReferenceRuns() throws IOException {
    Path input = write("det.txt", frames(4));
    Path output = folder.resolve("tracks.txt");
    CommandRun run =
        CommandRun.of(
            "track",
            input.toString(),
            "--tracker",
            "sort",
            "--max-age",
            "2",
            "--min-hits",
            "0",
            "--track-iou",
            "0.5",
            "--track-confidence",
            "0.2",
            "--frame-rate",
            "10",
            "--output",
            output.toString());

    assertThat(run.exit()).isZero();
    assertThat(MotText.read(output)).hasSize(4).allMatch(box -> box.id() == 1);
  }

  @Test
  void aPredictedBoxIsWrittenOnRequest() throws IOException {
    Path input = write("det.txt", frames(8).replaceAll("(?m)^6,.*\n", ""));
    Path output = folder.resolve("tracks.txt");
    CommandRun run =
        CommandRun.of("track", input.toString(), "--predicted", "--output", output.toString());

    assertThat(run.exit()).isZero();
    assertThat(MotText.read(output)).extracting(MotBox::frame).contains(6);
  }

  @Test
  void invalidOptionsAreNamedTogether() throws IOException {
    Path input = write("det.txt", frames(1));
    CommandRun run =
        CommandRun.of(
            "track", input.toString(), "--tracker", "sort", "--max-age", "1.5", "--track-iou", "7");

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err())
        .contains("--max-age is 1.5: give a whole number of frames for sort")
        .contains("--track-iou is 7.0: give a number from 0 to 1");
  }

  @Test
  void whatIsThereIsNotReplaced() throws IOException {
    Path input = write("det.txt", frames(3));
    Path notes = write("notes.txt", "remember the milk\n");

    assertThat(CommandRun.of("track", input.toString(), "--output", notes.toString()).err())
        .contains("already exists: give another --output or --overwrite");
    assertThat(
            CommandRun.of("track", input.toString(), "--overwrite", "--output", notes.toString())
                .err())
        .contains("not MOT text, and is not replaced");
    assertThat(
            CommandRun.of("track", input.toString(), "--overwrite", "--output", input.toString())
                .err())
        .contains("is the file that is read");
    assertThat(notes).hasContent("remember the milk\n");
  }

  @Test
  void whatIsNoMotTextIsRefused() throws IOException {
    Path notes = write("notes.txt", "remember the milk\n");
    CommandRun run = CommandRun.of("track", notes.toString());

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err()).contains("it is not MOT text");
  }

  @Test
  void optionsThatDoNotFitTheInputAreRefused() throws IOException {
    String input = write("det.txt", frames(3)).toString();

    assertThat(CommandRun.of("track", input, "--confidence", "0.2", "--nms", "all").err())
        .contains("--confidence, --nms is for videos: give --model too, or leave it out");
    assertThat(CommandRun.of("track", input, "--format", "json").err())
        .contains("--format is json, and the input is MOT text");
    assertThat(CommandRun.of("track", input, "--output", "tracks.parquet").err())
        .contains("--output tracks.parquet is a parquet file");
    assertThat(CommandRun.of("track", input, "--join-files").err())
        .contains("--join-files is for videos and tables");
    assertThat(CommandRun.of("track", input, input).err())
        .contains("2 inputs are given: give one table or file of MOT text");
    assertThat(
            CommandRun.of("track", "found.parquet", "--format", "csv", "--output", "x.json").err())
        .contains("--output x.json is one json file, but --format is csv");
    assertThat(CommandRun.of("track", folder.resolve("none").toString()).err())
        .contains("there is no such file");
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private static String frames(int count) {
    StringBuilder text = new StringBuilder();
    for (int frame = 1; frame <= count; frame++) {
      text.append(frame + ",-1," + (10 + 3 * frame) + ",20,50,40,0.9,-1,-1,-1\n");
    }
    return text.toString();
  }
}

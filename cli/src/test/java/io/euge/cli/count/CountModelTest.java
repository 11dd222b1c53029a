package io.euge.cli.count;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.cli.CommandRun;
import io.euge.testing.ClipWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can be wrong with {@code euge count VIDEOS --model}, said before Spark starts. */
class CountModelTest {
  private static final String LINES =
      """
      {"type": "FeatureCollection", "features": [
       {"type": "Feature", "properties": {"kind": "line", "name": "gate"},
        "geometry": {"type": "LineString", "coordinates": [[0, 20], [64, 20]]}}]}
      """;

  @TempDir Path folder;

  @BeforeEach
  void files() throws IOException {
    Files.writeString(folder.resolve("lines.json"), LINES);
    new ClipWriter().size(64, 48).frames(3).write(folder.resolve("a.mp4"));
  }

  @Test
  void optionsThatDoNotFitAreNamed() {
    usage(
        "--frame-size, --label does not apply to videos: leave it out",
        "--frame-size",
        "64x48",
        "--label",
        "car");
    usage("--crops is '64': give jpeg or png", "--crops", "64");
    usage("--crops is given, and tracks have no crops: leave it out", "--crops", "jpeg");
    usage("fps and every exclude each other: give one of them", "--every", "2", "--fps", "3");
    usage("--nms is 'most': give class, vehicles, all or none", "--nms", "most");
    usage("--start is 'noon': give a date and time such as", "--start", "noon");
    usage(
        "--start and --time-pattern exclude each other",
        "--start",
        "2026-01-31T07:00",
        "--time-pattern",
        "yyyyMMdd");
    usage("The model has no class 'zebra'; its classes are car, van", "--classes", "zebra");
    usage("'--tracker': expected one of [SORT, BYTETRACK, OCSORT]", "--tracker", "best");
  }

  @Test
  void allInvalidValuesAreNamedTogether() {
    CommandRun run =
        count(
            "--model",
            "demo",
            "--confidence",
            "2",
            "--tracker",
            "sort",
            "--max-age",
            "1.5",
            "--interval",
            "0s",
            "--by",
            "color");
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err())
        .contains(
            "--interval is '0s'", "--by is 'color'", "--max-age is 1.5", "--confidence is '2'");
    CommandRun track =
        CommandRun.of(
            "track",
            folder.resolve("a.mp4").toString(),
            "--model",
            "demo",
            "--track-iou",
            "7",
            "--confidence",
            "2");
    assertThat(track.err()).contains("--track-iou is 7.0", "--confidence is '2'");
  }

  @Test
  void aModelThatIsNotThereIsNamed() {
    failure(
        "Cannot use 'yolo99' as a model, there is no such file; give a name in",
        "--model",
        "yolo99");
    failure("Cannot use 'none.onnx' as a model, there is no such file", "--model", "none.onnx");
    failure("a.mp4: it is a video, and tracks are needed; give --model to detect in it and track");
    usage("--fps is for videos: give --model too, or leave it out", "--fps", "5");
  }

  @Test
  void filesThatCannotBeReadOrWrittenAreNamed() throws IOException {
    String there = folder.resolve("a.mp4").toString();
    usage("a.mp4 is the file that is read: give another name", "--output", there, "--overwrite");
    failure(
        "x.csv: there is no directory ",
        "--model",
        "demo",
        "--output",
        folder.resolve("none/x.csv").toString());
    failure(
        "Cannot read the manual count ",
        "--model",
        "demo",
        "--compare",
        folder.resolve("none.csv").toString());
    Files.writeString(folder.resolve("lines.json"), "{");
    failure(
        "lines.json line 1: it is not JSON (Unexpected end-of-input: expected close marker for "
            + "Object); correct it there",
        "--model",
        "demo");
    Files.delete(folder.resolve("lines.json"));
    failure("lines.json: no such file or directory; give another file", "--model", "demo");
  }

  private CommandRun count(String... options) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "count",
                folder.resolve("a.mp4").toString(),
                "--lines",
                folder.resolve("lines.json").toString()));
    words.addAll(List.of(options));
    if (!words.contains("--output")) {
      words.addAll(List.of("--output", folder.resolve("counts.csv").toString()));
    }
    return CommandRun.of(words.toArray(String[]::new));
  }

  /** With the model demo. */
  private void usage(String message, String... options) {
    List<String> words = new ArrayList<>(List.of(options));
    if (!message.contains("--model")) {
      words.addAll(List.of("--model", "demo"));
    }
    CommandRun run = count(words.toArray(String[]::new));
    assertThat(run.err()).contains(message);
    assertThat(run.errors()).as(run.err()).hasSize(1);
    assertThat(run.exit()).isEqualTo(2);
  }

  private void failure(String message, String... options) {
    CommandRun run = count(options);
    assertThat(run.err()).contains(message);
    assertThat(run.errors()).as(run.err()).hasSize(1);
    assertThat(run.exit()).isEqualTo(1);
  }
}

package io.euge.cli.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.cli.CommandRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Folders of YOLO's label files as truth. */
class YoloEvaluationTest {
  @TempDir Path folder;

  /** Of 200x100 pixels: a car at 20, 10 of 40x20 in frame 0, nothing in frame 1. */
  @BeforeEach
  void writeTable() throws IOException {
    Files.writeString(
        folder.resolve("table.json"),
        """
        {"video":"file:/c/a.mp4","frame":0,"seconds":0,"width":200,"height":100,"detections":[\
        {"label":"car","classId":0,"confidence":0.9,"x":20,"y":10,"width":40,"height":20}]}
        {"video":"file:/c/a.mp4","frame":1,"seconds":1,"width":200,"height":100,"detections":[]}
        """);
  }

  private void write(String name, String content) throws IOException {
    Path file = folder.resolve("yolo").resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  private CommandRun evaluate(String truth) {
    return CommandRun.of(
        "evaluate", folder.resolve("table.json").toString(), "--truth", folder.resolve(truth) + "");
  }

  @ParameterizedTest
  @CsvSource({
    "labels/a/000000.txt, data.yaml, 'names: [van, car]'",
    "labels/train/a_000000.txt, labels/classes.txt, 'van\ncar\n'",
    "train/labels/a_0.txt, data.yaml, 'names:\n  0: van\n  1: car\n'",
    "obj_train_data/frame_000000.txt, obj.names, 'van\ncar'",
    "a.mp4/0.txt, classes.txt, 'van\ncar'",
  })
  void boxesArePartsOfTheVideosSize(String file, String names, String content) throws IOException {
    write(file, "1 0.2 0.2 0.2 0.2\n\n");
    write(names, content);
    CommandRun run = evaluate("yolo");
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.out())
        .startsWith("videos 1, frames 1, objects to find 1, ignored 0\n")
        .containsPattern("\ncar +1 +1 +0 +1.000 +1.000 +1.000 +1.000 +1.000\n");
    assertThat(run.err()).contains("1 of 2 frames of a.mp4 are not in the truth and are left out");
  }

  @Test
  void anImageWithoutLabelsShowsNothing() throws IOException {
    write("labels/val/a_000000.txt", "1 0.2 0.2 0.2 0.2");
    write("images/val/a_000000.jpg", "");
    write("images/val/a_000001.jpg", "");
    write("data.yaml", "names: [van, car]");
    assertThat(evaluate("yolo").out()).startsWith("videos 1, frames 2, objects to find 1,");
  }

  @Test
  void theFolderOfLabelsItselfWillDo() throws IOException {
    write("labels/a_000000.txt", "1 0.2 0.2 0.2 0.2");
    write("data.yaml", "names: [van, car]");
    assertThat(evaluate("yolo/labels").out()).startsWith("videos 1, frames 1,");
  }

  @ParameterizedTest
  @CsvSource({
    "1 0.2 0.2 0.2, it has 4 numbers",
    "1 0.2 0.2 0.2 0.2 0.9, it has 6 numbers",
    "2 0.2 0.2 0.2 0.2, it has the class 2; there are 2 class names",
    "1.5 0.2 0.2 0.2 0.2, it has the class 1.5",
    "car 0.2 0.2 0.2 0.2, it has 'car'",
    "1 0.2 0.2 0.2 1.2, it has 1.2; write parts of the image's size",
    "1 0.2 0.2 -0.2 0.2, it has -0.2",
    "1 0.2 NaN 0.2 0.2, it has NaN",
  })
  void aLineThatIsNoBoxIsNamed(String line, String message) throws IOException {
    write("labels/a_000000.txt", "1 0.2 0.2 0.2 0.2\n" + line);
    write("data.yaml", "names: [van, car]");
    assertOneSentence("a_000000.txt line 2: " + message);
  }

  @ParameterizedTest
  @CsvSource({
    "none.txt, '', has no class names",
    "data.yaml, 'path: .', has no class names",
    "data.yaml, 'names: {1: car}', there is no name 0",
    "data.yaml, 'names: [car', Cannot read the class names in",
  })
  void classNamesMustBeThere(String file, String content, String message) throws IOException {
    write("labels/a_000000.txt", "");
    Files.writeString(folder.resolve("yolo").resolve(file), content);
    assertOneSentence(message);
  }

  private void assertOneSentence(String message) {
    CommandRun run = evaluate("yolo");
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.errors()).hasSize(1);
    assertThat(run.err()).startsWith("euge: ").contains(message).doesNotContain("Exception");
  }
}

package io.euge.cli.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.euge.cli.CommandRun;
import io.euge.testing.ClipWriter;
import io.euge.testing.Shared;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code euge detect} from its arguments to its output, in this process. */
class DetectCommandIT {
  private static final String FRAME =
      "\\{\"video\":\"file:[^\"]+\",\"camera\":\"clip\",\"frame\":\\d+,\"seconds\":[\\d.]+,\"time\":null,"
          + "\"width\":160,\"height\":120,\"pixelAspectRatio\":1.0,\"detections\":\\[(%s(,%s)*)?\\]\\}";
  private static final String NUMBER = "-?\\d+\\.\\d+(E-?\\d+)?";
  private static final String DETECTION =
      "\\{\"label\":\"[a-z ]+\",\"classId\":\\d+,\"confidence\":N,".replace("N", NUMBER)
          + "\"x\":N,\"y\":N,\"width\":N,\"height\":N\\}".replace("N", NUMBER);

  @TempDir static Path clips;
  @TempDir Path folder;

  private static Path clip;

  @BeforeAll
  static void writeClip() {
    clip = new ClipWriter().frames(5).write(clips.resolve("clip.mp4"));
  }

  @Test
  void jsonIsOneLineAFrameInTheShapeOfTheDesign() throws Exception {
    done(detect("json", "--format", "json", "--confidence", "0.001"));
    List<String> lines = lines("json");
    assertThat(lines).hasSize(5);
    assertThat(lines).allMatch(line -> line.matches(FRAME.formatted(DETECTION, DETECTION)));
    assertThat(String.join("", lines)).contains("\"confidence\":");
    assertThat(lines.get(4))
        .contains("\"camera\":\"clip\",\"frame\":4,\"seconds\":0.16,\"time\":null,");
  }

  @Test
  void aFrameWithoutDetectionsHasALineToo() throws Exception {
    done(detect("json", "--format", "json", "--confidence", "0.99"));
    assertThat(lines("json")).hasSize(5).allMatch(line -> line.endsWith("\"detections\":[]}"));
  }

  @Test
  void csvIsOneLineADetectionUnderItsHeader() throws Exception {
    done(detect("csv", "--format", "CSV", "--confidence", "0.001"));
    List<String> lines = lines("csv");
    assertThat(lines.get(0))
        .isEqualTo(
            "video,camera,frame,seconds,time,frameWidth,frameHeight,pixelAspectRatio,label,classId,confidence,x,y,width,height");
    assertThat(lines).hasSizeGreaterThan(1);
    assertThat(lines.subList(1, lines.size()))
        .allMatch(line -> line.startsWith("file:" + clip + ",") && line.split(",").length == 15);
  }

  @Test
  void timesAreWrittenToTheMicrosecondInTheStatedZone() throws Exception {
    done(
        detect(
            "berlin",
            "--format",
            "json",
            "--confidence",
            "0.99",
            "--camera-pattern",
            "([^/]+)[.]mp4$",
            "--start",
            "2026-07-31T23:59:59.9",
            "--time-zone",
            "europe/berlin"));
    assertThat(lines("berlin").get(4))
        .contains("\"camera\":\"clip\"", "\"time\":\"2026-08-01T00:00:00.060000+02:00\"");
    done(
        detect(
            "utc", "--format", "csv", "--confidence", "0.001", "--start", "2026-07-31T23:59:59"));
    assertThat(lines("utc").get(1)).contains(",clip,0,0.0,2026-07-31T23:59:59.000000Z,160,120,");
  }

  @Test
  void anInvalidPatternOrTimeIsAnInvalidOption() {
    refused(detect("x", "--camera-pattern", "cam"), 2, "--camera-pattern is 'cam'", "one group");
    refused(detect("x", "--start", "noon", "--time-zone", "Mars"), 2, "start is", "time-zone is");
    refused(
        detect("x", "--time-pattern", "YYYY"), 2, "--time-pattern is 'YYYY'", "yyyyMMdd_HHmmss");
  }

  @Test
  void theSummaryCountsInWordsThatFit() {
    CommandRun one = detect("one", "--confidence", "0.99");
    done(one);
    assertThat(one.out())
        .containsPattern(
            "^0 detections in 5 frames of 1 video\n([\\d.]+ frames/s in [\\d.]+ s of detection; )?\\d+\\.\\d s from")
        .contains("\n1 model copy in memory\n")
        .contains("written to " + folder.resolve("one") + " as parquet\n");
    assertThat(one.err()).as("quiet where there is no terminal").isEmpty();

    new ClipWriter().frames(1).write(folder.resolve("a-a.mp4"));
    CommandRun two =
        CommandRun.of(
            "detect",
            clip.toString(),
            folder.resolve("a-a.mp4").toString(),
            "--model",
            model(),
            "--sharing",
            "task",
            "--master",
            "local[1]",
            "--output",
            folder.resolve("two").toString());
    done(two);
    assertThat(two.out()).contains(" in 6 frames of 2 videos\n");
  }

  @Test
  void anExistingOutputIsReplacedOnlyOnRequest() throws Exception {
    done(detect("table", "--confidence", "0.99"));
    List<Path> before = files("table");
    CommandRun again = detect("table");
    refused(again, 1, "already exists", "--overwrite");
    assertThat(files("table")).isEqualTo(before);
    done(detect("table", "--overwrite"));
    assertThat(files("table")).isNotEqualTo(before).hasSameSizeAs(before);
    nothingBeside("table");
  }

  @Test
  void anEmptyDirectoryIsFilled() throws Exception {
    Files.createDirectory(folder.resolve("table"));
    done(detect("table"));
    assertThat(folder.resolve("table/_SUCCESS")).exists();
  }

  @Test
  void aJobThatFailsLeavesTheOldTableAsItWas() throws Exception {
    done(detect("table", "--format", "json"));
    List<String> before = lines("table");
    Path cut = cut("cut.avi");
    CommandRun failed =
        CommandRun.of(
            "detect",
            clip.toString(),
            cut.toString(),
            "--model",
            model(),
            "--overwrite",
            "--format",
            "json",
            "--on-error",
            "fail",
            "--output",
            folder.resolve("table").toString());
    refused(failed, 1, cut.toString());
    assertThat(lines("table")).isEqualTo(before);
    nothingBeside("table", "cut.avi");
  }

  @Test
  void aDirectoryThatIsNoTableIsNeverReplaced() throws Exception {
    Files.createDirectories(folder.resolve("videos"));
    Files.copy(clip, folder.resolve("videos/a.mp4"));
    refused(detect("videos", "--overwrite"), 1, "a.mp4", "--output");
    assertThat(folder.resolve("videos/a.mp4")).hasSameBinaryContentAs(clip);
  }

  @Test
  void anOutputThatCannotBeIsRefused() throws Exception {
    Files.writeString(folder.resolve("file"), "mine");
    refused(detect("file"), 1, "file", "--output");
    refused(detect("file", "--overwrite"), 1, "file", "--output");
    refused(detect("file/below"), 1, "Cannot write to the output", "file/below");
    assertThat(folder.resolve("file")).hasContent("mine");
    refused(
        CommandRun.of("detect", clip.toString(), "--model", model(), "--output", "/proc/none"),
        1,
        "Cannot write to the output /proc/none");
    refused(
        CommandRun.of("detect", clip.toString(), "--model", model(), "--output", ""),
        2,
        "--output");
  }

  @Test
  void inputThatIsNoVideoIsNamed() throws Exception {
    input("no.mp4", "There is no file or directory");
    Files.createDirectories(folder.resolve("empty"));
    input("empty", "There is no video in");
    Files.writeString(folder.resolve("text.mp4"), "a text, not a video\n".repeat(100));
    input("text.mp4", "is not a video");
    Files.createFile(folder.resolve("nothing.mp4"));
    input("nothing.mp4", "is empty");
    byte[] highway = Files.readAllBytes(Shared.highway());
    Files.write(folder.resolve("cut.mp4"), Arrays.copyOf(highway, highway.length / 3));
    input("cut.mp4", "");
    cut("cut.avi");
    input("cut.avi", "is corrupt after frame");
  }

  @Test
  void aCodecThatIsNotReadIsNamed() throws Exception {
    Path snow = folder.resolve("snow.avi");
    Process ffmpeg;
    try {
      ffmpeg =
          new ProcessBuilder(
                  List.of(
                      "ffmpeg",
                      "-v",
                      "quiet",
                      "-f",
                      "lavfi",
                      "-i",
                      "testsrc2=size=64x48:duration=1",
                      "-c:v",
                      "snow",
                      "-strict",
                      "-2",
                      snow.toString()))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
    } catch (IOException e) {
      assumeTrue("true".equals(System.getenv("CI")), "needs the program ffmpeg");
      throw e;
    }
    assertThat(ffmpeg.waitFor()).isZero();
    input("snow.avi", "codec snow");
  }

  @ParameterizedTest
  @ValueSource(strings = {"model.onnx", "model.txt", "model.cfg"})
  void aModelThatIsNoneIsNamed(String name) throws Exception {
    Files.writeString(folder.resolve(name), "a text, not a model");
    refused(
        CommandRun.of("detect", clip.toString(), "--model", folder + "/" + name, "--output", out()),
        1,
        folder + "/model.");
    nothingBeside(name);
  }

  @ParameterizedTest
  @CsvSource({
    "--confidence, 2, confidence",
    "--confidence, abc, confidence",
    "--iou, -1, iou",
    "--classes, 'car,dragon', dragon",
    "--device, gpu, gpu",
    "--batch, 0, batch",
    "--sharing, some, sharing",
    "--master, nonsense, --master",
    "--conf, spark.euge.confidenc=1, spark.euge.confidence",
    "--conf, spark.driver.maxResultSize=lots, --conf",
    "--conf, spark.euge.model.memory=much, spark.euge.model.memory",
    "--batching, sometimes, batching",
    "--segment-seconds, -1, segment-seconds",
    "--on-error, ignore, on-error",
    "--max-bad-fraction, 5%, max-bad-fraction",
    "--errors, somewhere, --errors",
  })
  void aValueThatCannotBeIsUsage(String option, String value, String named) {
    refused(detect("out", option, value), 2, named);
    nothingBeside();
  }

  @Test
  void aGpuThatIsNotThereIsAnErrorAndNoOtherIsTakenInstead() {
    refused(detect("out", "--device", "cuda"), 1, "has no CUDA", "EUGE_GPU=auto");
    nothingBeside();
  }

  @Test
  void aGpuThatCannotDecodeIsNotABadVideo() {
    refused(detect("out", "--decode-on", "cuda", "--on-error", "skip"), 1, "libcuda.so.1");
    nothingBeside();
    refused(detect("out", "--decode-on", "gpu"), 2, "decode-on");
  }

  @Test
  void framesAreSampledByOneRule() throws Exception {
    List<String> args = new ArrayList<>(List.of("detect", "--keyframes", clip.toString()));
    args.addAll(List.of("--model", model(), "--format", "json", "--output", out()));
    done(CommandRun.of(args.toArray(String[]::new)));
    assertThat(lines("out")).hasSize(1);
    done(detect("every", "--every", "2", "--keyframes", "false", "--format", "json"));
    assertThat(lines("every")).hasSize(3);
    refused(detect("none", "--fps", "1", "--keyframes"), 2, "fps and keyframes exclude each other");
    refused(detect("none", "--keyframes=some"), 2, "--keyframes");
  }

  private void input(String name, String message) {
    Path input = folder.resolve(name);
    CommandRun run =
        CommandRun.of(
            "detect",
            input.toString(),
            "--model",
            model(),
            "--on-error",
            "fail",
            "--output",
            out());
    refused(run, 1, input.toString(), message);
    assertThat(Path.of(out())).doesNotExist();
  }

  private CommandRun detect(String output, String... more) {
    List<String> args =
        new ArrayList<>(
            List.of(
                "detect",
                clip.toString(),
                "--model",
                model(),
                "--output",
                folder.resolve(output).toString()));
    args.addAll(List.of(more));
    return CommandRun.of(args.toArray(String[]::new));
  }

  private static String model() {
    return Shared.model("yolo-fastest-1.1.cfg").toString();
  }

  private String out() {
    return folder.resolve("out").toString();
  }

  private static void done(CommandRun run) {
    assertThat(run.err()).isEmpty();
    assertThat(run.exit()).isZero();
  }

  private static void refused(CommandRun run, int exit, String... named) {
    assertThat(run.errors()).hasSize(1);
    assertThat(run.err()).startsWith("euge: ").contains(named).doesNotContain("Exception");
    assertThat(run.out()).isEmpty();
    assertThat(run.exit()).isEqualTo(exit);
  }

  /** A video that opens but ends too early. */
  private Path cut(String name) throws IOException {
    Path whole = new ClipWriter().frames(60).write(folder.resolve("whole-" + name));
    byte[] bytes = Files.readAllBytes(whole);
    Files.delete(whole);
    return Files.write(folder.resolve(name), Arrays.copyOf(bytes, bytes.length / 2));
  }

  private void nothingBeside(String... expected) {
    assertThat(folder.toFile().list()).containsExactlyInAnyOrder(expected);
  }

  private List<Path> files(String table) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve(table))) {
      return files.sorted().toList();
    }
  }

  private List<String> lines(String table) throws IOException {
    List<String> lines = new ArrayList<>();
    for (Path file : files(table)) {
      if (file.getFileName().toString().startsWith("part-")) {
        lines.addAll(Files.readAllLines(file));
      }
    }
    return lines;
  }
}

package io.euge.cli.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.euge.cli.CommandRun;
import io.euge.testing.ClipWriter;
import io.euge.testing.FfmpegProgram;
import io.euge.testing.NoLeaks;
import io.euge.testing.Shared;
import io.euge.video.DecodeOptions;
import io.euge.video.Letterbox;
import io.euge.video.decode.VideoReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code euge render} from its arguments to the pixels of the video. */
@ExtendWith(NoLeaks.class)
class RenderCommandIT {
  private static final int WIDTH = 320;
  private static final int HEIGHT = 240;

  @TempDir static Path clips;
  @TempDir Path folder;

  private static Path clip;

  @BeforeAll
  static void writeClip() {
    clip = new ClipWriter().size(WIDTH, HEIGHT).frames(12).write(clips.resolve("clip.mp4"));
  }

  @Test
  void aTablesBoxesAreDrawnAndBlurredWhereTheyAre() throws IOException {
    List<int[]> before = frames(Shared.file("data/roads/tfl-03601-20190628.mp4"), 10);
    table(
        Shared.file("data/roads/tfl-03601-20190628.mp4"),
        352,
        288,
        242,
        box("person", 80, 60, 96, 96) + "," + box("car", 240, 200, 60, 40));
    CommandRun run = render(Shared.file("data/roads/tfl-03601-20190628.mp4"), "--blur", "person");
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.out())
        .startsWith("242 frames, 242 boxes drawn, 242 areas blurred\n")
        .contains("written to " + output());
    assertThat(run.err()).isEmpty();

    List<int[]> after = frames(output(), 10);
    for (int i = 0; i < after.size(); i++) {
      int[] now = after.get(i);
      assertThat(detail(before.get(i), 352, 84, 64, 172, 152)).isGreaterThan(4);
      // Cells of 24 pixels: within one, all is alike but for what the encoder adds.
      assertThat(detail(now, 352, 82, 62, 102, 82)).as("frame %d", i).isLessThan(1.5);
      assertThat(detail(now, 352, 106, 86, 126, 106)).as("frame %d", i).isLessThan(1.5);
      assertThat(difference(before.get(i), now, 352, 0, 0, 70, 288)).isLessThan(6);
      assertThat(difference(before.get(i), now, 352, 80, 60, 176, 156)).isGreaterThan(10);
      assertThat(difference(before.get(i), now, 352, 255, 215, 285, 230)).isLessThan(8);
      assertThat(difference(before.get(i), now, 352, 238, 198, 302, 203)).isGreaterThan(15);
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("out.mp4", "table.json");
    }
  }

  @Test
  void framesAndTimesAreThoseOfTheVideo() throws Exception {
    Path video = Shared.carDetection();
    table(video, 768, 432, 377, box("car", 10, 10, 50, 50));
    assertThat(render(video).exit()).isZero();
    assertThat(probe("nb_read_frames")).isEqualTo("377");
    assertThat(probe("codec_name")).isEqualTo("h264");
    assertThat(probe("avg_frame_rate")).isEqualTo("25/2");
    assertThat(times(output())).isEqualTo(times(video));
  }

  @Test
  void aTurnedVideoIsUpright() throws Exception {
    Path turned =
        new ClipWriter().size(160, 120).frames(5).rotation(90).write(clips.resolve("turned.mp4"));
    table(turned, 120, 160, 5, box("car", 10, 10, 50, 50));
    assertThat(render(turned).exit()).isZero();
    assertThat(probe("width")).isEqualTo("120");
    assertThat(probe("height")).isEqualTo("160");
    assertThat(VideoReader.probe(output()).rotation()).isZero();
  }

  @Test
  void goodFramesOfACorruptVideoAreRenderedAndTheErrorsAreReported() throws Exception {
    Path video = clips.resolve("cut.mp4");
    Files.write(video, Arrays.copyOf(Files.readAllBytes(Shared.carDetection()), 1_000_000));
    table(video, 768, 432, 377, box("car", 10, 10, 50, 50));
    CommandRun run = render(video);
    assertThat(run.exit()).as(run.err()).isEqualTo(3);
    assertThat(run.out())
        .contains("the video is corrupt, and frames may be missing (1 error):\n  TRUNCATED: ");
    assertThat(Integer.parseInt(probe("nb_read_frames"))).isBetween(130, 140);
  }

  @Test
  void aModelNeedsNoTable() throws Exception {
    CommandRun run =
        CommandRun.of(
            "render",
            Shared.highway().toString(),
            "--model",
            Shared.model("yolo-fastest-1.1.cfg").toString(),
            "--device",
            "cpu",
            "--blur",
            "Car,truck",
            "--no-boxes",
            "--output",
            output().toString());
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.out()).containsPattern("^268 frames, 0 boxes drawn, [1-9][\\d,]* areas blurred");
    assertThat(probe("nb_read_frames")).isEqualTo("268");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--blur persn | 2 | has no class 'persn'; did you mean 'person'?",
        "--classes cra | 2 | has no class 'cra'; did you mean 'car'?",
        "--confidence 1 | 2 | --confidence is 1.0: give a number in [0, 1)",
        "--no-boxes --classes car | 2 | give one of them",
        "--device gpu | 2 | --device is 'gpu'",
        "--model demo | 2 | Give one of --detections",
        "--output a.avi | 2 | give the name of an MP4 file",
        "--output DIR/clip.mp4 | 2 | is the video that is read",
        "--output DIR/there.mp4 | 1 | already exists: give another --output or --overwrite",
        "--output DIR/folder.mp4 --overwrite | 1 | is a directory",
        "--output DIR/none/a.mp4 | 1 | there is no directory",
        "--detections DIR/none | 1 | There is no file or directory",
        "--detections DIR/other.json | 1 | has no video clip.mp4, but b.mp4, c.mp4: give",
        "--detections DIR/small.json | 1 | clip.mp4 is 32x24 in the table and this file is 320x240",
        "--detections DIR/two.json | 1 | has several videos clip.mp4",
        "--detections DIR/twice.json | 1 | has frame 0 of file:/x/clip.mp4 twice",
      })
  void whatCannotBeIsOneSentenceAndNothingIsWritten(String options, int exit, String message)
      throws IOException {
    Path video = Files.copy(clip, folder.resolve("clip.mp4"));
    table(video, WIDTH, HEIGHT, 12, box("car", 1, 1, 9, 9) + "," + box("person", 1, 1, 9, 9));
    Files.createDirectory(folder.resolve("folder.mp4"));
    Files.writeString(folder.resolve("there.mp4"), "kept");
    Files.writeString(folder.resolve("other.json"), row("b.mp4", 0) + row("c.mp4", 0));
    Files.writeString(
        folder.resolve("small.json"), row("clip.mp4", 0).replace("320", "32").replace("240", "24"));
    Files.writeString(folder.resolve("two.json"), row("x/clip.mp4", 0) + row("y/clip.mp4", 0));
    Files.writeString(folder.resolve("twice.json"), row("x/clip.mp4", 0) + row("x/clip.mp4", 0));
    List<String> before = listing();
    List<String> words = new ArrayList<>(List.of("render", video.toString()));
    words.addAll(List.of(options.replace("DIR", folder.toString()).split(" ")));
    if (!words.contains("--detections")) {
      words.addAll(List.of("--detections", folder.resolve("table.json").toString()));
    }
    if (!words.contains("--output")) {
      words.addAll(List.of("--output", output().toString()));
    }
    CommandRun run = CommandRun.of(words.toArray(String[]::new));
    assertThat(run.exit()).as(run.err()).isEqualTo(exit);
    assertThat(run.errors()).hasSize(1);
    assertThat(run.err()).startsWith("euge: ").contains(message).doesNotContain("Exception");
    assertThat(listing()).isEqualTo(before);
    assertThat(folder.resolve("there.mp4")).hasContent("kept");
  }

  @ParameterizedTest
  @CsvSource({"none.mp4", "s3://bucket/a.mp4"})
  void aVideoThatCannotBeReadIsOneSentence(String video) {
    CommandRun run =
        CommandRun.of("render", video, "--detections", "x", "--output", output().toString());
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.errors()).hasSize(1);
    assertThat(run.err()).contains(video).doesNotContain("Exception");
  }

  @Test
  void aMovedVideoIsKnownByItsNameAndAnExistingOutputIsReplacedOnRequest() throws IOException {
    Files.writeString(folder.resolve("table.json"), row("elsewhere/clip.mp4", 0));
    Files.writeString(output(), "old");
    CommandRun run = render(clip, "--overwrite");
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(VideoReader.probe(output()).frames()).isEqualTo(12);
  }

  private List<String> listing() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(Path::toString).sorted().toList();
    }
  }

  private Path output() {
    return folder.resolve("out.mp4");
  }

  private CommandRun render(Path video, String... options) {
    List<String> words = new ArrayList<>(List.of("render", video.toString()));
    words.addAll(List.of("--detections", folder.resolve("table.json").toString()));
    words.addAll(List.of("--output", output().toString()));
    words.addAll(List.of(options));
    return CommandRun.of(words.toArray(String[]::new));
  }

  private void table(Path video, int width, int height, int frames, String boxes)
      throws IOException {
    StringBuilder rows = new StringBuilder();
    for (int frame = 0; frame < frames; frame++) {
      rows.append(row("file:" + video.toAbsolutePath(), frame, width, height, boxes));
    }
    Files.writeString(folder.resolve("table.json"), rows);
  }

  private static String row(String path, int frame) {
    return row("file:/" + path, frame, WIDTH, HEIGHT, "");
  }

  private static String row(String video, int frame, int width, int height, String boxes) {
    return ("{\"video\":\"%s\",\"frame\":%d,\"seconds\":%s,\"width\":%d,\"height\":%d,"
            + "\"detections\":[%s]}\n")
        .formatted(video, frame, frame / 25.0, width, height, boxes);
  }

  private static String box(String label, int x, int y, int width, int height) {
    return ("{\"label\":\"%s\",\"classId\":0,\"confidence\":0.9,\"x\":%d,\"y\":%d,\"width\":%d,"
            + "\"height\":%d}")
        .formatted(label, x, y, width, height);
  }

  private String probe(String entry) throws Exception {
    assumeTrue(FfmpegProgram.isThere());
    Process ffprobe =
        new ProcessBuilder(
                "ffprobe",
                "-v",
                "error",
                "-count_frames",
                "-select_streams",
                "v",
                "-of",
                "csv=p=0",
                "-show_entries",
                "stream=" + entry,
                output().toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(ffprobe.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(ffprobe.waitFor()).as(said).isZero();
    return said.strip().replaceAll(",$", "");
  }

  private static List<Double> times(Path video) {
    List<Double> times = new ArrayList<>();
    try (VideoReader reader = VideoReader.open(video, DecodeOptions.DEFAULT)) {
      while (reader.next()) {
        times.add(Math.round(reader.seconds() * 1e5) / 1e5);
      }
    }
    return times;
  }

  /** Every tenth of the first hundred frames as gray values. */
  private static List<int[]> frames(Path video, int count) {
    List<int[]> frames = new ArrayList<>();
    try (VideoReader reader = VideoReader.open(video, DecodeOptions.DEFAULT)) {
      while (frames.size() < count && reader.next()) {
        if (reader.frame() % 10 == 0) {
          Letterbox whole =
              Letterbox.of(reader.width(), reader.height(), reader.width(), reader.height());
          ByteBuffer pixels = ByteBuffer.allocateDirect(whole.bytes());
          reader.letterbox(whole, pixels, 0);
          int[] gray = new int[whole.bytes() / 3];
          for (int i = 0; i < gray.length; i++) {
            gray[i] =
                ((pixels.get(3 * i) & 255)
                        + (pixels.get(3 * i + 1) & 255)
                        + (pixels.get(3 * i + 2) & 255))
                    / 3;
          }
          frames.add(gray);
        }
      }
    }
    return frames;
  }

  /** The mean difference of neighbors in a part of a picture. */
  private static double detail(int[] gray, int row, int left, int top, int right, int bottom) {
    long sum = 0;
    for (int y = top; y < bottom; y++) {
      for (int x = left; x < right; x++) {
        sum += Math.abs(gray[y * row + x] - gray[y * row + x + 1]);
      }
    }
    return (double) sum / ((right - left) * (bottom - top));
  }

  private static double difference(
      int[] a, int[] b, int row, int left, int top, int right, int bottom) {
    long sum = 0;
    for (int y = top; y < bottom; y++) {
      for (int x = left; x < right; x++) {
        sum += Math.abs(a[y * row + x] - b[y * row + x]);
      }
    }
    return (double) sum / ((right - left) * (bottom - top));
  }
}

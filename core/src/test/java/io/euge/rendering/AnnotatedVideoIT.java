package io.euge.rendering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.euge.EugeException;
import io.euge.detection.Detection;
import io.euge.testing.ClipWriter;
import io.euge.testing.NoLeaks;
import io.euge.video.DecodeOptions;
import io.euge.video.VideoInfo;
import io.euge.video.decode.VideoReader;
import io.euge.video.write.JpegEncoder;
import io.euge.video.write.VideoWriter;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(NoLeaks.class)
class AnnotatedVideoIT {
  @TempDir Path folder;

  @Test
  void eachFrameHasItsOwnDetections() {
    Path annotated = annotate(gray(20), 2);

    VideoInfo info = VideoReader.probe(annotated);
    assertThat(info.codec()).isEqualTo("h264");
    assertThat(List.of(info.width(), info.height())).containsExactly(320, 240);
    assertThat(info.framesPerSecond()).isEqualTo(10);
    try (AnnotatedFrames frames =
        AnnotatedFrames.open(annotated, DecodeOptions.DEFAULT, 1, AnnotatedVideoIT::nothing)) {
      int read = 0;
      for (; frames.next(); read++) {
        int x = 2 * (10 + 5 * read);
        assertThat(colored(frames.picture(), x)).as("frame %d", read).isTrue();
        assertThat(colored(frames.picture(), x + 2 * 20)).as("inside, %d", read).isFalse();
      }
      assertThat(read).isEqualTo(20);
    }
  }

  @Test
  void aStillIsThePictureOfItsFrame() throws Exception {
    Path still = folder.resolve("still.jpg");
    try (AnnotatedVideo target = new AnnotatedVideo(folder.resolve("out.mp4"));
        AnnotatedFrames frames = open(gray(5), 2)) {
      target.add(
          frames,
          now -> {
            if (now.frame() == 3) {
              JpegEncoder.write(now.picture(), 0.9f, still);
            }
          });
    }
    assertThat(colored(ImageIO.read(still.toFile()), 50)).isTrue();
    assertThat(colored(ImageIO.read(still.toFile()), 80)).isFalse();
  }

  @Test
  void oneVideoFollowsAnotherOfItsSize() {
    Path both = folder.resolve("both.mp4");
    Path gray = gray(3);
    try (AnnotatedVideo target = new AnnotatedVideo(both)) {
      for (int i = 0; i < 2; i++) {
        try (AnnotatedFrames frames = open(gray, 1)) {
          assertThat(target.add(frames, now -> {})).isEqualTo(3);
        }
      }
      try (AnnotatedFrames larger = open(gray, 2)) {
        assertThatThrownBy(() -> target.add(larger, now -> {}))
            .isInstanceOf(EugeException.class)
            .hasMessageContaining("320x240");
      }
    }
    assertThat(VideoReader.probe(both).frames()).isEqualTo(6);
  }

  @ParameterizedTest
  @CsvSource({"0, 2, 1, 2", "90, 2, 1, 0.5", "0, 12, 11, 1.0909090909090908", "0, 1, 1, 1"})
  void thePixelAspectRatioIsKept(int degrees, int numerator, int denominator, double ratio) {
    Path source =
        new ClipWriter()
            .frames(3)
            .rotation(degrees)
            .pixelAspectRatio(numerator, denominator)
            .write(folder.resolve("wide.mp4"));
    Path target = folder.resolve("annotated.mp4");
    try (AnnotatedFrames frames =
            AnnotatedFrames.open(
                source,
                DecodeOptions.DEFAULT,
                1,
                (frame, seconds, width, height) -> FrameAnnotations.NONE);
        AnnotatedVideo video = new AnnotatedVideo(target)) {
      assertThat(video.add(frames, each -> {})).isEqualTo(3);
    }
    VideoInfo info = VideoReader.probe(target);
    assertThat(info.pixelAspectRatio()).isEqualTo(ratio);
    assertThat(info.width()).isEqualTo(degrees == 0 ? 160 : 120);
    assertThat(info.rotation()).isZero();
  }

  @Test
  void timesAreThoseOfTheVideo() {
    Path uneven = folder.resolve("uneven.mp4");
    List<Double> times = List.of(0.0, 0.04, 0.08, 0.5, 0.54, 1.2);
    try (VideoWriter writer = VideoWriter.timed(uneven, 160, 120, 1, 25)) {
      for (double seconds : times) {
        writer.write(new int[160 * 120], seconds);
      }
    }
    List<Double> written = new ArrayList<>();
    try (AnnotatedFrames frames =
        AnnotatedFrames.open(
            annotate(uneven, 1), DecodeOptions.DEFAULT, 1, AnnotatedVideoIT::nothing)) {
      while (frames.next()) {
        written.add(frames.seconds());
      }
    }
    assertThat(written).isEqualTo(times);
  }

  @Test
  void noFontOfTheSystemIsUsed() throws Exception {
    Path video = gray(2);
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.awt.headless=true",
                "-Xlog:class+load:file=" + folder.resolve("classes.txt"),
                "-cp",
                System.getProperty("java.class.path"),
                Fontless.class.getName(),
                video.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("child.txt").toFile())
            .start();
    assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(child.exitValue())
        .as(Files.readString(folder.resolve("child.txt"), StandardCharsets.UTF_8))
        .isZero();
    assertThat(Files.readString(folder.resolve("classes.txt")))
        .contains("io.euge.rendering.BoxPainter")
        .doesNotContain("sun.font.SunFontManager");
  }

  /** Annotates a video and keeps a still, as a process of its own. */
  static final class Fontless {
    private Fontless() {}

    public static void main(String[] args) {
      Path video = Path.of(args[0]);
      Path folder = video.getParent();
      try (AnnotatedVideo target = new AnnotatedVideo(folder.resolve("fontless.mp4"));
          AnnotatedFrames frames =
              AnnotatedFrames.open(video, DecodeOptions.DEFAULT, 1, Fontless::car)) {
        target.add(
            frames, now -> JpegEncoder.write(now.picture(), 0.8f, folder.resolve("fontless.jpg")));
      }
    }

    private static FrameAnnotations car(long frame, double seconds, int width, int height) {
      return boxes(new Detection("car", 0, 0.5f, 10, 10, 40, 40));
    }
  }

  private static FrameAnnotations nothing(long frame, double seconds, int width, int height) {
    return FrameAnnotations.NONE;
  }

  private static FrameAnnotations boxes(Detection... boxes) {
    return new FrameAnnotations(List.of(boxes), List.of(), List.of());
  }

  private Path annotate(Path video, int scale) {
    Path written = folder.resolve("annotated.mp4");
    try (AnnotatedVideo target = new AnnotatedVideo(written);
        AnnotatedFrames frames = open(video, scale)) {
      target.add(frames, now -> {});
    }
    return written;
  }

  private static AnnotatedFrames open(Path video, int scale) {
    return AnnotatedFrames.open(video, DecodeOptions.DEFAULT, scale, AnnotatedVideoIT::moving);
  }

  private static FrameAnnotations moving(long frame, double seconds, int width, int height) {
    return boxes(new Detection("car", 0, 0.5f, 10 + 5 * frame, 40, 40, 60));
  }

  private Path gray(int frames) {
    Path video = folder.resolve("gray.mp4");
    int[] pixels = new int[160 * 120];
    Arrays.fill(pixels, 0x808080);
    try (VideoWriter writer = new VideoWriter(video, 160, 120, 10)) {
      for (int i = 0; i < frames; i++) {
        writer.write(pixels);
      }
    }
    return video;
  }

  /** Whether a box's upright line is near: the film is gray, the box blue. */
  private static boolean colored(BufferedImage picture, int x) {
    int most = 0;
    for (int near = Math.max(0, x - 3); near <= x + 3; near++) {
      Color color = new Color(picture.getRGB(near, 150));
      most = Math.max(most, color.getBlue() - color.getRed());
    }
    return most > 40;
  }
}

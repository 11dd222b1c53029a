package io.euge.video.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.euge.testing.ClipWriter;
import io.euge.testing.NoLeaks;
import io.euge.testing.Patterns;
import io.euge.video.Canvas;
import io.euge.video.DecodeOptions;
import io.euge.video.Letterbox;
import io.euge.video.Pixels;
import io.euge.video.Segment;
import io.euge.video.VideoSource;
import io.euge.video.split.SegmentPlan;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(NoLeaks.class)
class PixelAspectRatioTest {
  private static final Canvas SQUARE = Canvas.centered(128, 128);
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    // MPEG-TS declares none: the codec does
    "clip.mp4, mpeg4, 2, 1, 2",
    "clip.mkv, mpeg4, 2, 1, 2",
    "clip.avi, mpeg4, 2, 1, 2",
    "clip.ts, mpeg4, 2, 1, 2",
    "clip.ts, libopenh264, 2, 1, 2",
    "clip.mp4, libopenh264, 1, 2, 0.5",
    "clip.mp4, mpeg4, 12, 11, 1.0909090909090908",
    "clip.mp4, mpeg4, 0, 1, 1",
    "clip.mp4, mpeg4, 1, 1, 1",
    "clip.mp4, libopenh264, 10, 1, 10",
    "clip.mp4, libopenh264, 1, 10, 0.1",
    "clip.mp4, libopenh264, 11, 1, 1",
    "clip.mp4, libopenh264, 1, 60000, 1",
  })
  void isWhatContainerOrCodecDeclareUnlessItIsAbsurd(
      String name, String codec, int numerator, int denominator, double ratio) {
    Path file =
        new ClipWriter()
            .codec(codec, "yuv420p")
            .size(96, 64)
            .frames(30)
            .pixelAspectRatio(numerator, denominator)
            .write(folder.resolve(name));
    assertThat(VideoReader.probe(file).pixelAspectRatio()).isEqualTo(ratio);
    for (Segment segment : SegmentPlan.of(VideoSource.of(file), 0.4).segments()) {
      try (VideoReader reader =
          VideoReader.open(VideoSource.of(file), segment, DecodeOptions.DEFAULT)) {
        while (reader.next()) {
          assertThat(reader.pixelAspectRatio()).isEqualTo(ratio);
          assertThat(reader.width()).isEqualTo(96);
          assertThat(reader.height()).isEqualTo(64);
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    // The matrix of the container, then the corners' colors
    "1, 0, 0, 1, red green blue white",
    "0, 1, -1, 0, blue red white green",
    "-1, 0, 0, -1, white blue green red",
    "0, -1, 1, 0, green white red blue",
    "-1, 0, 0, 1, green red white blue",
    "1, 0, 0, -1, blue white red green",
    "0, 1, 1, 0, red blue green white",
    "0, -1, -1, 0, white green blue red",
  })
  void theNetworkGetsTheShapeOfTheDisplay(int a, int b, int c, int d, String colors) {
    Path file =
        new ClipWriter()
            .size(96, 96)
            .frames(2)
            .pattern(Patterns.quarters())
            .orientation(a, b, c, d)
            .pixelAspectRatio(2, 1)
            .write(folder.resolve("turned.mp4"));
    try (VideoReader reader = VideoReader.open(file, DecodeOptions.DEFAULT)) {
      assertThat(reader.next()).isTrue();
      boolean sideways = a == 0;
      assertThat(reader.pixelAspectRatio()).isEqualTo(sideways ? 0.5 : 2);
      Letterbox box = Letterbox.of(96, 96, reader.pixelAspectRatio(), SQUARE);
      assertThat(box)
          .isEqualTo(
              sideways
                  ? new Letterbox(SQUARE, 32, 0, 64, 128, 64 / 96.0, 128 / 96.0)
                  : new Letterbox(SQUARE, 0, 32, 128, 64, 128 / 96.0, 64 / 96.0));
      ByteBuffer rgb = ByteBuffer.allocateDirect(box.bytes());
      reader.letterbox(box, rgb, 0);
      int right = box.left() + box.width() - 9;
      int below = box.top() + box.height() - 9;
      assertThat(
              String.join(
                  " ",
                  Pixels.color(rgb, 128, box.left() + 8, box.top() + 8),
                  Pixels.color(rgb, 128, right, box.top() + 8),
                  Pixels.color(rgb, 128, box.left() + 8, below),
                  Pixels.color(rgb, 128, right, below)))
          .isEqualTo(colors);
      assertThat(rgb.get(sideways ? 3 * 31 : 3 * 128 * 31) & 255).isEqualTo(Canvas.GREY);
    }
  }

  @ParameterizedTest
  @CsvSource({"2, 64, 128", "0.5, 128, 64"})
  void aPixelIsMappedBothWays(double ratio, int width, int height) {
    Letterbox box = Letterbox.of(width, height, ratio, Canvas.centered(100, 100));
    assertThat(box.width()).isEqualTo(100);
    assertThat(box.height()).isEqualTo(100);
    assertThat(width * box.scaleX()).isCloseTo(100, within(1e-9));
    assertThat(height * box.scaleY()).isCloseTo(100, within(1e-9));
  }
}

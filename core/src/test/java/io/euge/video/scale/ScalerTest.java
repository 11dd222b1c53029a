package io.euge.video.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.euge.testing.ClipWriter;
import io.euge.testing.NoLeaks;
import io.euge.testing.Patterns;
import io.euge.video.Canvas;
import io.euge.video.DecodeOptions;
import io.euge.video.Letterbox;
import io.euge.video.Pixels;
import io.euge.video.decode.VideoReader;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(NoLeaks.class)
class ScalerTest {
  private static final byte CANARY = 0x5A;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"yuv420p", "yuv444p", "yuv420p10le"})
  void nothingOutsideTheCanvasIsTouchedAndAllInsideIsWritten(String format) {
    Path file =
        new ClipWriter()
            .codec("ffv1", format)
            .size(98, 61)
            .frames(1)
            .pattern((frame, x, y, width, height) -> 0xFFFFFF)
            .write(folder.resolve("white.mkv"));
    try (VideoReader reader = VideoReader.open(file, DecodeOptions.DEFAULT)) {
      assertThat(reader.next()).isTrue();
      for (int width = 1; width <= 140; width++) {
        for (int height : new int[] {1, 7, 61, width, 2 * width}) {
          canaries(reader, Letterbox.of(98, 61, width, height));
        }
      }
    }
  }

  private static void canaries(VideoReader reader, Letterbox box) {
    int margin = 512;
    ByteBuffer target = ByteBuffer.allocateDirect(box.bytes() + 2 * margin);
    byte[] bytes = new byte[target.capacity()];
    Arrays.fill(bytes, CANARY);
    target.put(0, bytes);
    int offset = margin + box.width() % 3;
    reader.letterbox(box, target, offset);
    target.get(0, bytes);
    for (int i = 0; i < bytes.length; i++) {
      int at = i - offset;
      int expected = CANARY;
      if (at >= 0 && at < box.bytes()) {
        int x = at / 3 % box.canvasWidth();
        int y = at / 3 / box.canvasWidth();
        boolean inside =
            x >= box.left()
                && x < box.left() + box.width()
                && y >= box.top()
                && y < box.top() + box.height();
        expected = inside ? 255 : Canvas.GREY;
      }
      int slack = expected == 255 ? 2 : 0;
      if (Math.abs((bytes[i] & 255) - expected) > slack) {
        assertThat(bytes[i] & 255).as("byte %s of %s", at, box).isEqualTo(expected);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    // a, b, c, d, degrees, then the colors top left, top right, bottom left, bottom right
    "1, 0, 0, 1, 0, red green blue white",
    "0, 1, -1, 0, 90, blue red white green",
    "-1, 0, 0, -1, 180, white blue green red",
    "0, -1, 1, 0, 270, green white red blue",
    "-1, 0, 0, 1, 0, green red white blue",
    "1, 0, 0, -1, 180, blue white red green",
    "0, 1, 1, 0, 270, red blue green white",
    "0, -1, -1, 0, 90, white green blue red",
  })
  void aTrackIsShownAsItAsksToBe(int a, int b, int c, int d, int degrees, String colors) {
    Path file =
        new ClipWriter()
            .size(96, 64)
            .frames(3)
            .pattern(Patterns.quarters())
            .orientation(a, b, c, d)
            .write(folder.resolve("turned.mp4"));
    try (VideoReader reader = VideoReader.open(file, DecodeOptions.DEFAULT)) {
      assertThat(reader.next()).isTrue();
      int width = a == 0 ? 64 : 96;
      int height = a == 0 ? 96 : 64;
      assertThat(reader.info().rotation()).isEqualTo(degrees);
      assertThat(reader.info().width()).isEqualTo(width).isEqualTo(reader.width());
      assertThat(reader.info().height()).isEqualTo(height).isEqualTo(reader.height());
      ByteBuffer rgb = Pixels.unscaled(reader);
      assertThat(
              String.join(
                  " ",
                  Pixels.color(rgb, width, 5, 5),
                  Pixels.color(rgb, width, width - 6, 5),
                  Pixels.color(rgb, width, 5, height - 6),
                  Pixels.color(rgb, width, width - 6, height - 6)))
          .isEqualTo(colors);
    }
  }

  @Test
  void aGeometryMayChangeFromCallToCall() {
    Path file = new ClipWriter().frames(2).write(folder.resolve("clip.mp4"));
    try (VideoReader reader = VideoReader.open(file, DecodeOptions.DEFAULT)) {
      assertThat(reader.next()).isTrue();
      assertThat(reader.next()).isTrue();
      for (int side : new int[] {64, 200, 64, 31}) {
        Letterbox box = Letterbox.of(160, 120, side, side);
        ByteBuffer target = ByteBuffer.allocateDirect(box.bytes());
        reader.letterbox(box, target, 0);
        ByteBuffer picture = target.duplicate().position(box.top() * side * 3).slice();
        assertThat(Patterns.index(picture, box.width(), box.height())).isEqualTo(1);
        assertThat(target.get(0) & 255).isEqualTo(Canvas.GREY);
      }
    }
  }

  @Test
  void shrinkingSamplesBetweenTheTwoNearestPixels() {
    // Stripes of four: halfway between the second and the third stripe of each group.
    Path file =
        new ClipWriter()
            .codec("ffv1", "yuv444p")
            .size(128, 128)
            .frames(1)
            .pattern((frame, x, y, w, h) -> new int[] {0, 0x404040, 0x808080, 0xFFFFFF}[x % 4])
            .write(folder.resolve("stripes.mkv"));
    try (VideoReader reader = VideoReader.open(file, DecodeOptions.DEFAULT)) {
      assertThat(reader.next()).isTrue();
      Letterbox box = Letterbox.of(128, 128, 32, 32);
      ByteBuffer target = ByteBuffer.allocateDirect(box.bytes());
      reader.letterbox(box, target, 0);
      assertThat(target.get((16 * 32 + 16) * 3) & 255).isCloseTo(0x60, within(4));
    }
  }
}

package io.euge.rendering;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.geom.Rectangle2D;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MosaicTest {
  private static final int WIDTH = 100;
  private static final int HEIGHT = 80;

  private final int[] noise = new Random(1).ints(WIDTH * HEIGHT, 0, 1 << 24).toArray();
  private final int[] pixels = noise.clone();

  private void hide(double x, double y, double width, double height) {
    new Mosaic(pixels, WIDTH, HEIGHT).hide(new Rectangle2D.Double(x, y, width, height));
  }

  /** The colors that are left in a part of the image. */
  private long colors(int left, int top, int right, int bottom) {
    return IntStream.range(0, pixels.length)
        .filter(i -> i % WIDTH >= left && i % WIDTH < right)
        .filter(i -> i / WIDTH >= top && i / WIDTH < bottom)
        .map(i -> pixels[i])
        .distinct()
        .count();
  }

  @Test
  void aBoxKeepsAFewColorsWhateverItsSize() {
    hide(10, 10, 80, 60);
    assertThat(colors(10, 10, 90, 70)).isBetween(9L, 16L);
    hide(0, 0, 12, 6);
    assertThat(colors(0, 0, 12, 6)).isBetween(4L, 16L);
  }

  @Test
  void everyPixelThatTheBoxTouchesIsHiddenAndNoOther() {
    hide(20.9, 30.9, 10.2, 5.2);
    for (int i = 0; i < pixels.length; i++) {
      boolean inside = i % WIDTH >= 20 && i % WIDTH < 32 && i / WIDTH >= 30 && i / WIDTH < 37;
      assertThat(pixels[i] != noise[i]).as("pixel %d", i).isEqualTo(inside);
    }
  }

  @Test
  void aCellHasTheMeanOfItsPixels() {
    Arrays.fill(pixels, 0x0A1428);
    pixels[0] = 0x0E1428;
    hide(0, 0, 4, 1);
    assertThat(pixels[0]).isEqualTo(0x0E1428);
    hide(0, 0, 8, 2);
    assertThat(pixels[0]).isEqualTo(0x0B1428);
    assertThat(pixels[WIDTH + 1]).isEqualTo(0x0B1428);
    assertThat(pixels[2]).isEqualTo(0x0A1428);
  }

  @Test
  void theWholeImageAndBoxesOutsideAreNoSpecialCase() {
    hide(-500, -20, 10, 10);
    hide(WIDTH, 0, 10, 10);
    assertThat(pixels).isEqualTo(noise);
    hide(-1e9, -1e9, 3e9, 3e9);
    assertThat(colors(0, 0, WIDTH, HEIGHT)).isLessThanOrEqualTo(16);
  }
}

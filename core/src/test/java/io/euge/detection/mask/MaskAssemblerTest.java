package io.euge.detection.mask;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.detection.Mask;
import io.euge.video.Canvas;
import io.euge.video.Letterbox;
import java.nio.FloatBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MaskAssemblerTest {
  /**
   * Prototypes of 4x4 cells for a network of 16x16: the first rises to the right, the other is 1.
   */
  private static final FloatBuffer RAMP = FloatBuffer.allocate(32);

  static {
    for (int i = 0; i < 16; i++) {
      RAMP.put(i, i % 4).put(16 + i, 1);
    }
  }

  private final MaskAssembler assembler = new MaskAssembler(4, 4, 16, 16);

  @Test
  void theLogitIsTheSumOfPrototypesTimesCoefficientsAndIsInterpolated() {
    // Above zero behind 1.5 of the cells' centers, which is column 8 of a frame of 16.
    Mask mask = mask(16, 16, 0, 0, 16, 16, 1, -1.5f);
    assertThat(mask.polygons()).containsExactly(new int[] {8, 0, 16, 0, 16, 16, 8, 16});
    // The same edge in a frame of twice the size.
    assertThat(mask(32, 32, 0, 0, 32, 32, 1, -1.5f).polygons())
        .containsExactly(new int[] {16, 0, 32, 0, 32, 32, 16, 32});
  }

  @Test
  void noPixelIsOutsideTheBoxOrTheFrame() {
    assertThat(mask(16, 16, 3, 4, 5, 6, 0, 1).polygons())
        .containsExactly(new int[] {3, 4, 8, 4, 8, 10, 3, 10});
    assertThat(mask(16, 16, -5, -5, 100, 7, 0, 1).polygons())
        .containsExactly(new int[] {0, 0, 16, 0, 16, 2, 0, 2});
    // A pixel belongs to the box that has its center.
    assertThat(mask(16, 16, 3.4f, 3.6f, 2, 2, 0, 1).polygons())
        .containsExactly(new int[] {3, 4, 5, 4, 5, 6, 3, 6});
  }

  @Test
  void aBoxWithoutAPixelHasAnEmptyMask() {
    for (float[] box : new float[][] {{20, 2, 5, 5}, {-9, 2, 5, 5}, {4, 4, 0, 5}, {4, 4, 5, -3}}) {
      assertThat(mask(16, 16, box[0], box[1], box[2], box[3], 0, 1).area()).isZero();
    }
  }

  @Test
  void theBarsOfTheLetterboxAreNotInTheFrame() {
    // A frame of 32x16 lies in rows 4 to 12 of the network's input.
    Letterbox letterbox = Letterbox.of(32, 16, 1, Canvas.centered(16, 16));
    FloatBuffer down = FloatBuffer.allocate(32);
    for (int i = 0; i < 16; i++) {
      down.put(i, (float) (i >> 2)).put(16 + i, 1);
    }
    assembler.start(letterbox, 32, 16);
    assembler.prepare(down, 0, new float[] {1, -1.5f}, 0, 0, 32, 16);
    assertThat(assembler.mask().polygons()).containsExactly(new int[] {0, 8, 32, 8, 32, 16, 0, 16});
  }

  @Test
  void masksDoNotDependOnThoseBefore() {
    Random random = new Random(7);
    FloatBuffer prototypes = FloatBuffer.allocate(32);
    for (int i = 0; i < 32; i++) {
      prototypes.put(i, (float) random.nextGaussian());
    }
    float[] coefficients = {1, -0.5f};
    for (int i = 0; i < 50; i++) {
      float x = random.nextFloat() * 60;
      float y = random.nextFloat() * 40;
      MaskAssembler fresh = new MaskAssembler(4, 4, 16, 16);
      for (MaskAssembler each : new MaskAssembler[] {fresh, assembler}) {
        each.start(Letterbox.of(61, 43, 1, Canvas.centered(16, 16)), 61, 43);
        each.prepare(prototypes, 0, coefficients, x, y, 30, 20);
      }
      assertThat(assembler.mask()).isEqualTo(fresh.mask());
    }
  }

  @Test
  void aLogitThatIsNoNumberIsFound() {
    assembler.start(Letterbox.of(16, 16, 16, 16), 16, 16);
    assertThat(assembler.prepare(RAMP, 0, new float[] {Float.NaN, 1}, 0, 0, 16, 16)).isNaN();
    assertThat(assembler.prepare(RAMP, 0, new float[] {1, 1}, 0, 0, 16, 16)).isZero();
  }

  private Mask mask(
      int width, int height, float x, float y, float w, float h, float first, float second) {
    assembler.start(Letterbox.of(width, height, 16, 16), width, height);
    assembler.prepare(RAMP, 0, new float[] {first, second}, x, y, w, h);
    return assembler.mask();
  }
}

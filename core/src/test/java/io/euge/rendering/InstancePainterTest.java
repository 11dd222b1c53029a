package io.euge.rendering;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.detection.Detection;
import io.euge.detection.Keypoint;
import io.euge.detection.Mask;
import io.euge.video.Letterbox;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class InstancePainterTest {
  private final BufferedImage picture = new BufferedImage(640, 480, BufferedImage.TYPE_INT_RGB);

  @Test
  void thePixelsOfTheMaskAreTintedAndTheirHoleIsNot() {
    // A ring in a frame of 4x3 pixels: columns 1 to 3 with a hole in the middle.
    Mask ring = new Mask(4, 3, new int[] {3, 4, 1, 4});
    paint(new Detection("car", 0, 0.9f, 1, 0, 3, 3, List.of(), ring));
    assertThat(color(1.2, 1.5)).isNotEqualTo(Color.BLACK).isNotEqualTo(ClassColors.of(0));
    assertThat(color(3.7, 1.5)).isNotEqualTo(Color.BLACK);
    assertThat(color(2.5, 1.5)).as("the hole").isEqualTo(Color.BLACK);
    assertThat(color(0.5, 1.5)).as("outside").isEqualTo(Color.BLACK);
  }

  @Test
  void keypointsAreDotsUnlessTheyAreHardlySeen() {
    paint(
        new Detection(
            "dog",
            0,
            0.9f,
            0,
            0,
            4,
            3,
            List.of(
                new Keypoint(1, 1.5f, 0.9f),
                new Keypoint(2, 1.5f, 0.1f),
                new Keypoint(3, 1.5f, Float.NaN)),
            null));
    assertThat(color(1, 1.5)).isEqualTo(ClassColors.of(0));
    assertThat(color(2, 1.5)).as("below 0.25").isEqualTo(Color.BLACK);
    assertThat(color(3, 1.5)).as("without confidence").isEqualTo(ClassColors.of(0));
    assertThat(color(2.5, 1.5)).as("no skeleton of three points").isEqualTo(Color.BLACK);
  }

  @Test
  void aPersonOfCocoHasASkeleton() {
    List<Keypoint> points = new ArrayList<>(Collections.nCopies(17, new Keypoint(0, 0, 0)));
    points.set(5, new Keypoint(1, 1.5f, 0.9f)); // the shoulders
    points.set(6, new Keypoint(3, 1.5f, 0.9f));
    paint(new Detection("person", 0, 0.9f, 0, 0, 4, 3, points, null));
    assertThat(color(2, 1.5)).as("the line between them").isNotEqualTo(Color.BLACK);
  }

  /** Paints in a frame of 4x3 pixels that is 160 times as large in the picture. */
  private void paint(Detection detection) {
    new BoxPainter(new Letterbox(640, 480, 0, 0, 640, 480, 160), 1)
        .paint(picture, List.of(detection), List.of());
  }

  private Color color(double x, double y) {
    return new Color(picture.getRGB((int) (160 * x), (int) (160 * y)));
  }
}

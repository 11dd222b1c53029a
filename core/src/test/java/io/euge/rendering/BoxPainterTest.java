package io.euge.rendering;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.detection.Detection;
import io.euge.video.Letterbox;
import java.awt.Color;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BoxPainterTest {
  private static final Detection BUS = new Detection("bus", 2, 0.91f, 100, 80, 120, 60);

  private final BufferedImage picture = new BufferedImage(1280, 720, BufferedImage.TYPE_INT_RGB);
  private final BoxPainter painter =
      new BoxPainter(new Letterbox(1280, 720, 0, 0, 1280, 720, 1), 1);

  @Test
  void aBoxIsPaintedInItsClassColorWhereTheDetectionIs() {
    painter.paint(picture, List.of(BUS), List.of());
    assertThat(color(100, 120)).isEqualTo(ClassColors.of(2));
    assertThat(color(220, 120)).isEqualTo(ClassColors.of(2));
    assertThat(color(160, 140)).isEqualTo(ClassColors.of(2));
    assertThat(color(160, 110)).as("within the box nothing is painted").isEqualTo(Color.BLACK);
  }

  @Test
  void boxesSpeakOfTheSourceWhateverThePicturesSize() {
    Letterbox twice = new Letterbox(1280, 720, 0, 20, 1280, 700, 2);
    new BoxPainter(twice, 1)
        .paint(picture, List.of(new Detection("bus", 2, 0.9f, 50, 60, 60, 30)), List.of());
    assertThat(color(100, 160)).isEqualTo(ClassColors.of(2));
    assertThat(color(220, 170)).isEqualTo(ClassColors.of(2));
  }

  @Test
  void aBoxLiesOnThePixelsOfTheObjectWhateverTheirShape() {
    BoxPainter wide = new BoxPainter(new Letterbox(1280, 720, 0, 0, 1280, 720, 1), 2);
    wide.paint(picture, List.of(BUS), List.of());
    assertThat(color(100, 120).getRed()).isGreaterThan(100);
    assertThat(color(220, 120).getRed()).isGreaterThan(100);
    assertThat(color(160, 110)).as("within the box").isEqualTo(Color.BLACK);
    assertThat(color(160, 140)).isEqualTo(ClassColors.of(2));
    assertThat(outline(120, true))
        .as("the line is as wide as high on the display")
        .isLessThan(outline(160, false));
  }

  /** The number of colored pixels of an outline, across its left or its lower line. */
  private int outline(int at, boolean across) {
    int count = 0;
    for (int i = -8; i <= 8; i++) {
      Color color = across ? color(100 + i, at) : color(at, 140 + i);
      count += color.equals(Color.BLACK) ? 0 : 1;
    }
    return count;
  }

  @Test
  void theTruthIsPaintedToo() {
    painter.paint(picture, List.of(), List.of(new Rectangle2D.Double(300, 200, 50, 40)));
    assertThat(color(303, 200).getRed()).isGreaterThan(100);
  }

  @Test
  void boxesFarOutsideThePictureHarmNothing() {
    List<Detection> outside =
        List.of(
            new Detection("car", 0, 1f, -500, -500, 20, 20),
            new Detection("car", 0, 1f, 1e6f, 1e6f, 1e6f, 1e6f),
            new Detection("", 79, 0f, -10, 700, 1300, 100));
    painter.paint(picture, outside, List.of());
  }

  @Test
  void aPictureWithoutDetectionsStaysAsItIs() {
    painter.paint(picture, List.of(), List.of());
    assertThat(color(0, 0)).isEqualTo(Color.BLACK);
  }

  @Test
  void manyClassesHaveManyColors() {
    Set<Color> colors = new HashSet<>();
    for (int i = 0; i < 80; i++) {
      colors.add(ClassColors.of(i));
    }
    assertThat(colors).hasSize(80);
  }

  private Color color(int x, int y) {
    return new Color(picture.getRGB(x, y));
  }
}

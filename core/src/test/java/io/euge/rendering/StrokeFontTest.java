package io.euge.rendering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StrokeFontTest {
  @Test
  void everyPrintableCharacterHasStrokesWithinTheLine() {
    for (char character = '!'; character <= '~'; character++) {
      Rectangle2D bounds = StrokeGlyphs.of(character).getBounds2D();
      assertThat(bounds.getMinX()).as("%s", character).isGreaterThanOrEqualTo(0);
      assertThat(bounds.getMaxX()).as("%s", character).isLessThanOrEqualTo(14);
      assertThat(bounds.getMinY()).as("%s", character).isGreaterThanOrEqualTo(0);
      assertThat(bounds.getMaxY()).as("%s", character).isLessThanOrEqualTo(21);
    }
  }

  @Test
  void noTwoCharactersLookTheSame() {
    Set<String> seen = new HashSet<>();
    for (char character = '!'; character <= '~'; character++) {
      assertThat(seen.add(pixels(String.valueOf(character)))).as("%s", character).isTrue();
    }
  }

  @Test
  void aCharacterItDoesNotKnowIsABox() {
    assertThat(pixels("\u8eca")).isEqualTo(pixels("\u00e9")).isNotEqualTo(pixels("o"));
  }

  @Test
  void aTextIsAsWideAsItsStrokes() {
    BufferedImage image = written("bus 7%");
    double width = StrokeFont.width("bus 7%", 32);
    assertThat((double) column(image, true)).isCloseTo(10, within(3.0));
    assertThat((double) column(image, false)).isCloseTo(10 + width, within(3.0));
    assertThat(StrokeFont.width("", 32)).isZero();
  }

  private static int column(BufferedImage image, boolean first) {
    int found = -1;
    for (int x = 0; x < image.getWidth(); x++) {
      for (int y = 0; y < image.getHeight(); y++) {
        if ((image.getRGB(x, y) & 0xFF) > 128) {
          if (first) {
            return x;
          }
          found = x;
        }
      }
    }
    return found;
  }

  private static String pixels(String text) {
    BufferedImage image = written(text);
    StringBuilder pixels = new StringBuilder();
    for (int y = 0; y < image.getHeight(); y += 2) {
      for (int x = 0; x < 60; x += 2) {
        pixels.append((image.getRGB(x, y) & 0xFF) > 128 ? '#' : ' ');
      }
    }
    return pixels.toString();
  }

  private static BufferedImage written(String text) {
    BufferedImage image = new BufferedImage(240, 60, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(Color.WHITE);
    StrokeFont.draw(graphics, text, 10, 42, 32);
    graphics.dispose();
    return image;
  }
}

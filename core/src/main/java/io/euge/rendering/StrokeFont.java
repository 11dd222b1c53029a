package io.euge.rendering;

import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;

/**
 * Draws the printable characters of ASCII as strokes: Java's text needs a font and fontconfig of
 * the system, which a machine without a display often lacks. Any other character is a box.
 */
final class StrokeFont {
  /** Height of a capital in the units of the glyphs. */
  private static final double CAPITAL = 16;

  private static final double GAP = 4.6;
  private static final double SPACE = 3;
  private static final BasicStroke PEN =
      new BasicStroke(2.4f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);

  private StrokeFont() {}

  /** Returns the pixels from the left of the first stroke to the right of the last. */
  static double width(String text, double capital) {
    double width = 0;
    for (int i = 0; i < text.length(); i++) {
      width += advance(text.charAt(i));
    }
    return Math.max(0, width - GAP) * capital / CAPITAL;
  }

  /**
   * Draws text in the current color.
   *
   * @param x of the left edge
   * @param baseline the row of the baseline
   * @param capital height of capitals in pixels
   */
  static void draw(Graphics2D graphics, String text, double x, double baseline, double capital) {
    AffineTransform before = graphics.getTransform();
    double scale = capital / CAPITAL;
    graphics.translate(x, baseline - capital);
    graphics.scale(scale, scale);
    graphics.setStroke(PEN);
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      if (character != ' ') {
        graphics.draw(StrokeGlyphs.of(character));
      }
      graphics.translate(advance(character), 0);
    }
    graphics.setTransform(before);
  }

  private static double advance(char character) {
    if (character == ' ') {
      return SPACE + GAP;
    }
    Path2D glyph = StrokeGlyphs.of(character);
    return glyph.getBounds2D().getMaxX() + GAP;
  }
}

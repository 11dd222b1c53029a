package io.euge.rendering;

import io.euge.detection.Detection;
import io.euge.video.Letterbox;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Locale;

/**
 * Paints detections on a picture: a box in the class's colour and a tag with label and confidence.
 * Lines and letters grow with the picture. Not thread-safe.
 */
final class BoxPainter {
  private static final Color SHADE = new Color(0, 0, 0, 130);
  private static final Color TRUTH = new Color(255, 255, 255, 230);

  private final Letterbox geometry;
  private final LabelLayout places;
  private final float line;
  private final double letters;
  private final BasicStroke solid;
  private final BasicStroke around;
  private final BasicStroke dashed;
  private final BasicStroke aroundDashed;
  private final Rectangle2D.Double box = new Rectangle2D.Double();

  /**
   * @param geometry where the source frame, whose pixels the boxes speak of, lies in the picture
   */
  BoxPainter(Letterbox geometry) {
    this.geometry = geometry;
    int size = Math.min(geometry.width(), geometry.height());
    line = Math.max(1.5f, size / 320f);
    letters = Math.max(7, size / 60.0);
    places = new LabelLayout(geometry.canvasWidth(), geometry.canvasHeight());
    solid = new BasicStroke(line, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
    around = new BasicStroke(line + 2, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
    dashed = dashed(line / 2);
    aroundDashed = dashed(line / 2 + 1.5f);
  }

  /**
   * Paints.
   *
   * @param picture of the size of the geometry's canvas
   * @param found by falling confidence, so that the surest are on top
   * @param truth boxes in pixels of the source frame, dashed below all others; may be empty
   */
  void paint(BufferedImage picture, List<Detection> found, List<? extends Rectangle2D> truth) {
    Graphics2D graphics = picture.createGraphics();
    try {
      graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
      graphics.setRenderingHint(
          RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
      for (Rectangle2D there : truth) {
        place(there.getX(), there.getY(), there.getWidth(), there.getHeight());
        outline(graphics, TRUTH, dashed, aroundDashed);
      }
      for (int i = found.size() - 1; i >= 0; i--) {
        place(found.get(i));
        outline(graphics, ClassColors.of(found.get(i).classId()), solid, around);
      }
      places.clear();
      for (Detection detection : found) {
        tag(graphics, detection);
      }
    } finally {
      graphics.dispose();
    }
  }

  private void place(Detection detection) {
    place(detection.x(), detection.y(), detection.width(), detection.height());
  }

  private void place(double x, double y, double width, double height) {
    box.setRect(
        geometry.left() + x * geometry.scale(),
        geometry.top() + y * geometry.scale(),
        width * geometry.scale(),
        height * geometry.scale());
  }

  private void outline(Graphics2D graphics, Color color, BasicStroke inner, BasicStroke outer) {
    graphics.setStroke(outer);
    graphics.setColor(SHADE);
    graphics.draw(box);
    graphics.setStroke(inner);
    graphics.setColor(color);
    graphics.draw(box);
  }

  private void tag(Graphics2D graphics, Detection detection) {
    String text =
        String.format(Locale.ROOT, "%s %.0f%%", detection.label(), 100 * detection.confidence());
    double margin = letters * 0.5;
    place(detection);
    Rectangle2D tag =
        places.next(box, StrokeFont.width(text, letters) + 2 * margin, letters + 2 * margin, line);
    Color color = ClassColors.of(detection.classId());
    graphics.setColor(color);
    graphics.fill(tag);
    graphics.setColor(ClassColors.on(color));
    StrokeFont.write(graphics, text, tag.getX() + margin, tag.getMaxY() - margin, letters);
  }

  private static BasicStroke dashed(float width) {
    return new BasicStroke(
        width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, new float[] {6, 4}, 0);
  }
}

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
 * Draws detections on an image: a box in the class's color, its mask and keypoints if there are
 * any, and a label with class and confidence. Lines and text scale with the image, and have their
 * shape where the image is displayed with its pixel aspect ratio. Not thread-safe.
 */
final class BoxPainter {
  private static final Color SHADE = new Color(0, 0, 0, 130);
  private static final Color GROUND_TRUTH = new Color(255, 255, 255, 230);

  private final Letterbox geometry;
  private final double pixelAspectRatio;
  private final LabelLayout labels;
  private final float line;
  private final double textHeight;
  private final BasicStroke solid;
  private final BasicStroke outer;
  private final BasicStroke dashed;
  private final BasicStroke outerDashed;
  private final InstancePainter instances;
  private final Rectangle2D.Double box = new Rectangle2D.Double();

  /**
   * @param geometry the position of the source frame in the image
   * @param pixelAspectRatio width of a pixel of the image as displayed, divided by its height
   */
  BoxPainter(Letterbox geometry, double pixelAspectRatio) {
    this.geometry = geometry;
    this.pixelAspectRatio = pixelAspectRatio;
    int size = Math.min((int) (geometry.width() * pixelAspectRatio), geometry.height());
    line = Math.max(1.5f, size / 320f);
    textHeight = Math.max(7, size / 60.0);
    labels = new LabelLayout(geometry.canvasWidth() * pixelAspectRatio, geometry.canvasHeight());
    solid = new BasicStroke(line, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
    outer = new BasicStroke(line + 2, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
    dashed = dashed(line / 2);
    outerDashed = dashed(line / 2 + 1.5f);
    instances = new InstancePainter(geometry, pixelAspectRatio, line);
  }

  /**
   * Draws detections and ground truth.
   *
   * @param picture of the size of the geometry's canvas
   * @param detections by decreasing confidence, so that the most confident are on top
   * @param groundTruth boxes in pixels of the source frame, dashed below all others; may be empty
   */
  void paint(
      BufferedImage picture, List<Detection> detections, List<? extends Rectangle2D> groundTruth) {
    Graphics2D graphics = graphics(picture);
    try {
      for (Rectangle2D object : groundTruth) {
        setBox(object.getX(), object.getY(), object.getWidth(), object.getHeight());
        outline(graphics, GROUND_TRUTH, dashed, outerDashed);
      }
      for (int i = detections.size() - 1; i >= 0; i--) {
        Detection detection = detections.get(i);
        Color color = ClassColors.of(detection.classId());
        instances.paintMask(graphics, detection, color);
        setBox(detection);
        outline(graphics, color, solid, outer);
        instances.paintKeypoints(graphics, detection, color);
      }
      labels.clear();
      for (Detection detection : detections) {
        drawLabel(graphics, detection);
      }
    } finally {
      graphics.dispose();
    }
  }

  /** Returns graphics in whose units pixels are square, for the caller to dispose. */
  Graphics2D graphics(BufferedImage picture) {
    Graphics2D graphics = picture.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    if (pixelAspectRatio != 1) {
      graphics.scale(1 / pixelAspectRatio, 1);
    }
    return graphics;
  }

  /** Returns the column in the graphics of a column of the source frame. */
  double x(double column) {
    return (geometry.left() + column * geometry.scaleX()) * pixelAspectRatio;
  }

  /** Returns the row in the graphics of a row of the source frame. */
  double y(double row) {
    return geometry.top() + row * geometry.scaleY();
  }

  /** Returns the width of a box's outline. */
  float line() {
    return line;
  }

  /** Draws the outline of an object, dashed if it was not seen itself. */
  void outline(Graphics2D graphics, Rectangle2D object, Color color, boolean seen) {
    setBox(object.getX(), object.getY(), object.getWidth(), object.getHeight());
    outline(graphics, color, seen ? solid : dashed, seen ? outer : outerDashed);
  }

  /** Forgets the labels of the picture before. */
  void clearLabels() {
    labels.clear();
  }

  /** Writes a text beside an object, where no other is. */
  void label(Graphics2D graphics, Rectangle2D object, String text, Color color) {
    setBox(object.getX(), object.getY(), object.getWidth(), object.getHeight());
    drawLabel(graphics, text, color);
  }

  private void setBox(Detection detection) {
    setBox(detection.x(), detection.y(), detection.width(), detection.height());
  }

  private void setBox(double x, double y, double width, double height) {
    Rectangle2D pixels = onPicture(x, y, width, height);
    box.setRect(
        pixels.getX() * pixelAspectRatio,
        pixels.getY(),
        pixels.getWidth() * pixelAspectRatio,
        pixels.getHeight());
  }

  /** Returns the place in the image of a box in pixels of the source frame. */
  Rectangle2D onPicture(double x, double y, double width, double height) {
    return new Rectangle2D.Double(
        geometry.left() + x * geometry.scaleX(),
        geometry.top() + y * geometry.scaleY(),
        width * geometry.scaleX(),
        height * geometry.scaleY());
  }

  private void outline(Graphics2D graphics, Color color, BasicStroke line, BasicStroke shade) {
    graphics.setStroke(shade);
    graphics.setColor(SHADE);
    graphics.draw(box);
    graphics.setStroke(line);
    graphics.setColor(color);
    graphics.draw(box);
  }

  private void drawLabel(Graphics2D graphics, Detection detection) {
    String text =
        String.format(Locale.ROOT, "%s %.0f%%", detection.label(), 100 * detection.confidence());
    setBox(detection);
    drawLabel(graphics, text, ClassColors.of(detection.classId()));
  }

  private void drawLabel(Graphics2D graphics, String text, Color color) {
    double margin = textHeight * 0.5;
    Rectangle2D label =
        labels.place(
            box, StrokeFont.width(text, textHeight) + 2 * margin, textHeight + 2 * margin, line);
    graphics.setColor(color);
    graphics.fill(label);
    graphics.setColor(ClassColors.on(color));
    StrokeFont.draw(graphics, text, label.getX() + margin, label.getMaxY() - margin, textHeight);
  }

  private static BasicStroke dashed(float width) {
    return new BasicStroke(
        width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, new float[] {6, 4}, 0);
  }
}

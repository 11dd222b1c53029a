package io.euge.detection;

/**
 * The intersection over union of two boxes, in double precision. A box is given by its left edge,
 * top edge, width and height.
 */
public final class IntersectionOverUnion {
  private IntersectionOverUnion() {}

  /** Returns it for two detections: in [0, 1], and 0 if they do not touch. */
  public static double of(Detection one, Detection other) {
    return of(
        one.x(),
        one.y(),
        one.width(),
        one.height(),
        other.x(),
        other.y(),
        other.width(),
        other.height());
  }

  /** Returns it for two boxes: in [0, 1], and 0 if they do not touch. */
  public static double of(
      double x,
      double y,
      double width,
      double height,
      double otherX,
      double otherY,
      double otherWidth,
      double otherHeight) {
    double both = intersection(x, y, width, height, otherX, otherY, otherWidth, otherHeight);
    return both <= 0 ? 0 : both / (width * height + otherWidth * otherHeight - both);
  }

  /** Returns the area that two boxes have in common; 0 if they do not touch. */
  public static double intersection(
      double x,
      double y,
      double width,
      double height,
      double otherX,
      double otherY,
      double otherWidth,
      double otherHeight) {
    double across = Math.min(x + width, otherX + otherWidth) - Math.max(x, otherX);
    double down = Math.min(y + height, otherY + otherHeight) - Math.max(y, otherY);
    return across <= 0 || down <= 0 ? 0 : across * down;
  }
}

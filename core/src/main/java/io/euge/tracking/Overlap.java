package io.euge.tracking;

/** Intersection over union of boxes. */
final class Overlap {
  private Overlap() {}

  /** Returns the overlap of a detection and a box of left edge, top edge, width and height. */
  static double of(FrameBoxes boxes, int index, double[] box) {
    return of(
        boxes.x(index),
        boxes.y(index),
        boxes.width(index),
        boxes.height(index),
        box[0],
        box[1],
        box[2],
        box[3]);
  }

  static double of(
      double x,
      double y,
      double width,
      double height,
      double otherX,
      double otherY,
      double otherWidth,
      double otherHeight) {
    double common = Math.min(x + width, otherX + otherWidth) - Math.max(x, otherX);
    double commonHeight = Math.min(y + height, otherY + otherHeight) - Math.max(y, otherY);
    if (common <= 0 || commonHeight <= 0) {
      return 0;
    }
    double intersection = common * commonHeight;
    return intersection / (width * height + otherWidth * otherHeight - intersection);
  }
}

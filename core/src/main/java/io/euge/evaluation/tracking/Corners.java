package io.euge.evaluation.tracking;

/** The edges of a box in pixels, in floating-point operations as TrackEval does them. */
public record Corners(double left, double top, double right, double bottom) {
  private static final double EPSILON = Math.ulp(1.0);

  /** Returns the edges of a box that is given by its size. */
  public static Corners ofSize(double x, double y, double width, double height) {
    return new Corners(x, y, x + width, y + height);
  }

  double height() {
    return bottom - top;
  }

  /** Intersection over union, in [0, 1]; 0 for boxes without an area. */
  double iou(Corners other) {
    double both = intersection(other);
    double union = area() + other.area() - both;
    boolean empty = area() <= EPSILON || other.area() <= EPSILON || union <= EPSILON;
    return empty ? 0 : both / union;
  }

  /** The part of this box that lies in another. */
  double partIn(Corners other) {
    return area() > EPSILON ? intersection(other) / area() : 0;
  }

  private double intersection(Corners other) {
    double across = Math.min(right, other.right) - Math.max(left, other.left);
    double down = Math.min(bottom, other.bottom) - Math.max(top, other.top);
    return Math.max(across, 0) * Math.max(down, 0);
  }

  private double area() {
    return (right - left) * (bottom - top);
  }
}

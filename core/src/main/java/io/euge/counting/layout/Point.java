package io.euge.counting.layout;

import java.io.Serializable;

/** A point of the picture, in pixels from the top-left corner unless said otherwise. */
public record Point(double x, double y) implements Serializable {
  /**
   * Returns twice the signed area of the triangle from this point over another to a third: positive
   * if the third is to the right of the way from this to the other as seen in the picture.
   */
  public double turn(Point to, Point third) {
    return (to.x - x) * (third.y - y) - (to.y - y) * (third.x - x);
  }

  /** Returns the distance to another point. */
  public double distance(Point other) {
    return Math.hypot(other.x - x, other.y - y);
  }

  /** Returns the distance to the nearest point between two others. */
  public double distance(Point from, Point to) {
    double dx = to.x - from.x;
    double dy = to.y - from.y;
    double length = dx * dx + dy * dy;
    double at = length == 0 ? 0 : ((x - from.x) * dx + (y - from.y) * dy) / length;
    double within = Math.max(0, Math.min(1, at));
    return Math.hypot(from.x + within * dx - x, from.y + within * dy - y);
  }
}

package io.euge.counting.layout;

import java.util.List;

/**
 * An area of the picture.
 *
 * @param points of its edge, at least three, of which the first is not repeated
 */
public record Polygon(List<Point> points) {
  public Polygon {
    points = List.copyOf(points);
  }

  /** Returns whether a point lies inside; of two areas with a common edge one has its points. */
  public boolean contains(Point point) {
    boolean inside = false;
    for (int i = 0; i < points.size(); i++) {
      Point from = points.get(i);
      Point to = points.get((i + 1) % points.size());
      if (from.y() > point.y() != to.y() > point.y()) {
        double x = from.x() + (point.y() - from.y()) * (to.x() - from.x()) / (to.y() - from.y());
        inside ^= point.x() < x;
      }
    }
    return inside;
  }

  /** Returns the distance of a point from the edge. */
  public double distance(Point point) {
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < points.size(); i++) {
      least = Math.min(least, point.distance(points.get(i), points.get((i + 1) % points.size())));
    }
    return least;
  }
}

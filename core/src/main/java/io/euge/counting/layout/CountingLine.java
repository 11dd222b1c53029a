package io.euge.counting.layout;

import java.util.List;

/**
 * A line whose crossings are counted.
 *
 * @param points of a line from its beginning to its end, at least two
 * @param toRight the name of the direction in which a crossing comes to the right-hand side of who
 *     walks along the line from its first to its last point, as seen in the picture
 * @param toLeft the name of the other direction
 */
public record CountingLine(String name, List<Point> points, String toRight, String toLeft) {
  public CountingLine {
    points = List.copyOf(points);
  }

  /** Returns the distance of a point from the line. */
  public double distance(Point point) {
    double least = Double.POSITIVE_INFINITY;
    for (int i = 1; i < points.size(); i++) {
      least = Math.min(least, point.distance(points.get(i - 1), points.get(i)));
    }
    return least;
  }
}

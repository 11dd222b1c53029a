package io.euge.traffic;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Computes the convex hull of points on the ground with Andrew's monotone chain algorithm. */
final class Outline {
  private Outline() {}

  static List<Point> around(List<Point> points) {
    List<Point> sorted = new ArrayList<>(points);
    sorted.sort(Comparator.comparingDouble(Point::x).thenComparingDouble(Point::z));
    List<Point> hull = new ArrayList<>();
    for (int pass = 0; pass < 2; pass++) {
      int base = hull.size();
      for (Point point : sorted) {
        while (hull.size() - base >= 2
            && turn(hull.get(hull.size() - 2), hull.get(hull.size() - 1), point) <= 0) {
          hull.remove(hull.size() - 1);
        }
        hull.add(point);
      }
      hull.remove(hull.size() - 1);
      java.util.Collections.reverse(sorted);
    }
    return hull;
  }

  private static double turn(Point a, Point b, Point c) {
    return (b.x() - a.x()) * (c.z() - a.z()) - (b.z() - a.z()) * (c.x() - a.x());
  }
}

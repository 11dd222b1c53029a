package io.euge.traffic;

import java.awt.Color;
import java.util.List;

/**
 * A flat piece of a surface.
 *
 * @param corners of a convex polygon, in either sense
 * @param material what it is made of
 */
record Face(List<Point> corners, Material material) {

  /** What a face looks like: its colour by day, and whether it shines by itself. */
  record Material(Color colour, Kind kind) {
    enum Kind {
      PAINT,
      GLASS,
      /** Glass of a room with lights of its own. */
      LIT_GLASS,
      MATT,
      LAMP
    }
  }

  /** The direction it faces, of the two the one away from a point inside. */
  Point normal(Point inside) {
    Point a = corners.get(0);
    Point normal = corners.get(1).minus(a).cross(corners.get(2).minus(a)).unit();
    return normal.dot(middle().minus(inside)) < 0
        ? new Point(-normal.x(), -normal.y(), -normal.z())
        : normal;
  }

  Point middle() {
    return Point.middle(corners);
  }
}

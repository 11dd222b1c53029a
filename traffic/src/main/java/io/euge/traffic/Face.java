package io.euge.traffic;

import java.awt.Color;
import java.util.List;

/**
 * A flat face of a surface.
 *
 * @param corners of a convex polygon, in either orientation
 * @param material of the face
 */
record Face(List<Point> corners, Material material) {

  /** The appearance of a face: its color in daylight, and whether it emits light. */
  record Material(Color color, Kind kind) {
    enum Kind {
      PAINT,
      GLASS,
      /** Glass of a room with interior lights. */
      LIT_GLASS,
      MATT,
      LAMP
    }
  }

  /** Returns the normal that points away from a point inside the part. */
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

package io.euge.traffic;

import java.util.List;

/**
 * A point or direction in world coordinates in meters: x to the right of the camera, y up from the
 * road, z away from the camera.
 */
record Point(double x, double y, double z) {
  static Point middle(List<Point> points) {
    Point sum = new Point(0, 0, 0);
    for (Point point : points) {
      sum = sum.plus(point);
    }
    int n = points.size();
    return new Point(sum.x / n, sum.y / n, sum.z / n);
  }

  Point plus(Point other) {
    return new Point(x + other.x, y + other.y, z + other.z);
  }

  Point minus(Point other) {
    return new Point(x - other.x, y - other.y, z - other.z);
  }

  double dot(Point other) {
    return x * other.x + y * other.y + z * other.z;
  }

  Point cross(Point other) {
    return new Point(
        y * other.z - z * other.y, z * other.x - x * other.z, x * other.y - y * other.x);
  }

  Point unit() {
    double length = Math.sqrt(dot(this));
    return new Point(x / length, y / length, z / length);
  }
}

package io.euge.traffic;

/**
 * A pinhole camera on a pole beside or above the road.
 *
 * @param width of the picture in pixels
 * @param height of the picture in pixels
 * @param focal length in pixels
 * @param place of its lens
 * @param pitch radians that it looks down
 * @param yaw radians that it looks to the right
 * @param shakeX pixels that the pole's movement shifts the picture right
 * @param shakeY pixels that it shifts the picture down
 */
record Camera(
    int width,
    int height,
    double focal,
    Point place,
    double pitch,
    double yaw,
    double shakeX,
    double shakeY) {

  /** Nearer than this nothing is seen, so that no division by zero is. */
  static final double NEAR = 0.5;

  Camera shaken(double right, double down) {
    return new Camera(width, height, focal, place, pitch, yaw, right, down);
  }

  /** How far ahead of the lens a point is, along the line of sight. */
  double depth(Point point) {
    Point at = point.minus(place);
    double ahead = at.x() * Math.sin(yaw) + at.z() * Math.cos(yaw);
    return ahead * Math.cos(pitch) - at.y() * Math.sin(pitch);
  }

  /** The pixel column of a point that is ahead. */
  double column(Point point) {
    Point at = point.minus(place);
    double right = at.x() * Math.cos(yaw) - at.z() * Math.sin(yaw);
    return width / 2.0 + focal * right / depth(point) + shakeX;
  }

  /** The pixel row of a point that is ahead. */
  double row(Point point) {
    Point at = point.minus(place);
    double ahead = at.x() * Math.sin(yaw) + at.z() * Math.cos(yaw);
    double up = ahead * Math.sin(pitch) + at.y() * Math.cos(pitch);
    return height / 2.0 - focal * up / depth(point) + shakeY;
  }

  /** Whether a point can be projected. */
  boolean ahead(Point point) {
    return depth(point) > NEAR;
  }

  /** The row of the horizon. */
  double horizon() {
    return height / 2.0 - focal * Math.tan(pitch) + shakeY;
  }
}

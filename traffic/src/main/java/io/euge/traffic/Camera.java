package io.euge.traffic;

/**
 * A pinhole camera on a pole beside or above the road.
 *
 * @param width of the image in pixels
 * @param height of the image in pixels
 * @param focal focal length in pixels
 * @param place position of the lens
 * @param pitch downward tilt in radians
 * @param yaw rotation to the right in radians
 * @param shakeX shift of the image to the right in pixels, from movement of the pole
 * @param shakeY shift of the image downwards in pixels, from movement of the pole
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

  /** The minimum depth of visible points in meters, which prevents division by zero. */
  static final double NEAR = 0.5;

  Camera shaken(double right, double down) {
    return new Camera(width, height, focal, place, pitch, yaw, right, down);
  }

  /** Returns the depth of a point along the optical axis, in meters. */
  double depth(Point point) {
    Point at = point.minus(place);
    double ahead = at.x() * Math.sin(yaw) + at.z() * Math.cos(yaw);
    return ahead * Math.cos(pitch) - at.y() * Math.sin(pitch);
  }

  /** Returns the pixel column of a point; the point must be {@link #ahead}. */
  double column(Point point) {
    Point at = point.minus(place);
    double right = at.x() * Math.cos(yaw) - at.z() * Math.sin(yaw);
    return width / 2.0 + focal * right / depth(point) + shakeX;
  }

  /** Returns the pixel row of a point; the point must be {@link #ahead}. */
  double row(Point point) {
    Point at = point.minus(place);
    double ahead = at.x() * Math.sin(yaw) + at.z() * Math.cos(yaw);
    double up = ahead * Math.sin(pitch) + at.y() * Math.cos(pitch);
    return height / 2.0 - focal * up / depth(point) + shakeY;
  }

  /** Returns whether a point can be projected. */
  boolean ahead(Point point) {
    return depth(point) > NEAR;
  }

  /** Returns the pixel row of the horizon. */
  double horizon() {
    return height / 2.0 - focal * Math.tan(pitch) + shakeY;
  }
}

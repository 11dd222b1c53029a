package io.euge.counting.layout;

import java.util.List;

/**
 * The plane of the road: the homography (R. Hartley and A. Zisserman, Multiple View Geometry, 2nd
 * edition 2004, section 4.1) that takes four points of the picture to their places in meters.
 */
public final class GroundPlane {
  private static final int POINTS = 4;
  private static final int UNKNOWNS = 8;

  private final double[] matrix;

  private GroundPlane(double[] matrix) {
    this.matrix = matrix;
  }

  /**
   * Computes the plane.
   *
   * @param picture four points, no three of them on a line
   * @param meters their places
   * @throws IllegalArgumentException if three points of either are on a line
   */
  public static GroundPlane of(List<Point> picture, List<Point> meters) {
    double[][] rows = new double[UNKNOWNS][];
    for (int i = 0; i < POINTS; i++) {
      double x = picture.get(i).x();
      double y = picture.get(i).y();
      double u = meters.get(i).x();
      double v = meters.get(i).y();
      rows[2 * i] = new double[] {x, y, 1, 0, 0, 0, -u * x, -u * y, u};
      rows[2 * i + 1] = new double[] {0, 0, 0, x, y, 1, -v * x, -v * y, v};
    }
    requireSpread(picture);
    requireSpread(meters);
    return new GroundPlane(solve(rows));
  }

  private static void requireSpread(List<Point> points) {
    for (int i = 0; i < POINTS; i++) {
      Point a = points.get(i);
      Point b = points.get((i + 1) % POINTS);
      Point c = points.get((i + 2) % POINTS);
      if (Math.abs(a.turn(b, c)) <= 1e-6 * a.distance(b) * b.distance(c)) {
        throw new IllegalArgumentException("three of the four points are on a line");
      }
    }
  }

  /**
   * Solves by Gaussian elimination with partial pivoting; the last number of a row is its value.
   */
  private static double[] solve(double[][] rows) {
    for (int column = 0; column < UNKNOWNS; column++) {
      int pivot = column;
      for (int row = column + 1; row < UNKNOWNS; row++) {
        pivot = Math.abs(rows[row][column]) > Math.abs(rows[pivot][column]) ? row : pivot;
      }
      double[] chosen = rows[pivot];
      rows[pivot] = rows[column];
      rows[column] = chosen;
      for (int row = 0; row < UNKNOWNS; row++) {
        if (row != column) {
          double factor = rows[row][column] / chosen[column];
          for (int i = column; i <= UNKNOWNS; i++) {
            rows[row][i] -= factor * chosen[i];
          }
        }
      }
    }
    double[] solution = new double[UNKNOWNS];
    for (int i = 0; i < UNKNOWNS; i++) {
      solution[i] = rows[i][UNKNOWNS] / rows[i][i];
    }
    return solution;
  }

  /** Returns the place in meters of a point of the picture. */
  public Point meters(Point point) {
    double scale = matrix[6] * point.x() + matrix[7] * point.y() + 1;
    return new Point(
        (matrix[0] * point.x() + matrix[1] * point.y() + matrix[2]) / scale,
        (matrix[3] * point.x() + matrix[4] * point.y() + matrix[5]) / scale);
  }
}

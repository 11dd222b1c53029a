package io.euge.video.scale;

/** Computes with 3x3 matrices, stored by rows. */
final class Matrix3 {
  private Matrix3() {}

  static double[] diagonal(double[] d) {
    return new double[] {d[0], 0, 0, 0, d[1], 0, 0, 0, d[2]};
  }

  /** Returns the product: first {@code b} is applied to a vector, then {@code a}. */
  static double[] multiply(double[] a, double[] b) {
    double[] product = new double[9];
    for (int i = 0; i < 9; i++) {
      int row = i / 3 * 3;
      int column = i % 3;
      product[i] = a[row] * b[column] + a[row + 1] * b[column + 3] + a[row + 2] * b[column + 6];
    }
    return product;
  }

  static double[] apply(double[] m, double[] v) {
    double[] result = new double[3];
    for (int i = 0; i < 3; i++) {
      result[i] = m[3 * i] * v[0] + m[3 * i + 1] * v[1] + m[3 * i + 2] * v[2];
    }
    return result;
  }

  static double[] transpose(double[] m) {
    return new double[] {m[0], m[3], m[6], m[1], m[4], m[7], m[2], m[5], m[8]};
  }

  static double[] invert(double[] m) {
    double[] inverse = {
      m[4] * m[8] - m[5] * m[7], m[2] * m[7] - m[1] * m[8], m[1] * m[5] - m[2] * m[4],
      m[5] * m[6] - m[3] * m[8], m[0] * m[8] - m[2] * m[6], m[2] * m[3] - m[0] * m[5],
      m[3] * m[7] - m[4] * m[6], m[1] * m[6] - m[0] * m[7], m[0] * m[4] - m[1] * m[3],
    };
    double determinant = m[0] * inverse[0] + m[1] * inverse[3] + m[2] * inverse[6];
    for (int i = 0; i < 9; i++) {
      inverse[i] /= determinant;
    }
    return inverse;
  }
}

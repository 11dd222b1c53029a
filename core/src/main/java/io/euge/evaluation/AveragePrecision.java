package io.euge.evaluation;

import java.util.Arrays;

/**
 * The average precision of COCO: the mean of the interpolated precision at the 101 recalls 0, 0.01
 * … 1. The interpolated precision at a recall is the largest precision at that recall or a higher
 * one, and 0 at a recall that is not reached.
 */
final class AveragePrecision {
  private static final int POINTS = 101;

  private AveragePrecision() {}

  /**
   * Returns the average precision, in [0, 1].
   *
   * @param right whether each detection, in descending order of confidence, is a true positive
   * @param truths the number of objects that must be found, at least 1
   */
  static double of(boolean[] right, int truths) {
    double[] best = new double[right.length];
    double[] recall = new double[right.length];
    int found = 0;
    for (int i = 0; i < right.length; i++) {
      found += right[i] ? 1 : 0;
      recall[i] = (double) found / truths;
      best[i] = (double) found / (i + 1);
    }
    for (int i = right.length - 2; i >= 0; i--) {
      best[i] = Math.max(best[i], best[i + 1]);
    }
    double sum = 0;
    int at = 0;
    for (int point = 0; point < POINTS; point++) {
      // The product, with its rounding, is the recall that COCO's program asks for.
      double wanted = point == POINTS - 1 ? 1 : point * 0.01;
      while (at < right.length && recall[at] < wanted) {
        at++;
      }
      sum += at < right.length ? best[at] : 0;
    }
    return sum / POINTS;
  }

  /** Returns the mean of the values that are not NaN; NaN if all are. */
  static double mean(double... values) {
    return Arrays.stream(values).filter(value -> !Double.isNaN(value)).average().orElse(Double.NaN);
  }
}

package io.euge.evaluation.tracking;

import java.util.Arrays;

/**
 * Higher order tracking accuracy (J. Luiten, A. Ošep, P. Dendorfer, P. Torr, A. Geiger, L.
 * Leal-Taixé and B. Leibe, HOTA: A Higher Order Metric for Evaluating Multi-Object Tracking, IJCV
 * 129, 2021, arXiv:2009.07736): the mean over 19 thresholds of IoU from 0.05 to 0.95. All values
 * are fractions in [0, 1].
 */
public final class Hota {
  /** The number of thresholds of IoU at which boxes are matched. */
  static final int THRESHOLDS = 19;

  private static final double LEAST = 1e-10;

  final double[] truePositives = new double[THRESHOLDS];
  final double[] falsePositives = new double[THRESHOLDS];
  final double[] falseNegatives = new double[THRESHOLDS];
  final double[] association = new double[THRESHOLDS];
  final double[] associationRecall = new double[THRESHOLDS];
  final double[] associationPrecision = new double[THRESHOLDS];
  final double[] overlap = new double[THRESHOLDS];

  Hota() {}

  /** Adds another sequence to this one. */
  void add(Hota other) {
    add(truePositives, other.truePositives);
    add(falsePositives, other.falsePositives);
    add(falseNegatives, other.falseNegatives);
    add(association, other.association);
    add(associationRecall, other.associationRecall);
    add(associationPrecision, other.associationPrecision);
    add(overlap, other.overlap);
  }

  private static void add(double[] sums, double[] other) {
    Arrays.setAll(sums, i -> sums[i] + other[i]);
  }

  /** Returns HOTA, the mean of {@code sqrt(DetA * AssA)} over the thresholds. */
  public double hota() {
    return mean(this::hotaAt);
  }

  /** Returns DetA, {@code TP / (TP + FN + FP)}. */
  public double detectionAccuracy() {
    return mean(this::detectionAccuracyAt);
  }

  /** Returns DetRe, {@code TP / (TP + FN)}. */
  public double detectionRecall() {
    return mean(this::detectionRecallAt);
  }

  /** Returns DetPr, {@code TP / (TP + FP)}. */
  public double detectionPrecision() {
    return mean(i -> truePositives[i] / Math.max(1, truePositives[i] + falsePositives[i]));
  }

  /** Returns AssA, the mean over true positives of {@code TPA / (TPA + FNA + FPA)}. */
  public double associationAccuracy() {
    return mean(i -> ofMatches(association, i));
  }

  /** Returns AssRe, the mean over true positives of {@code TPA / (TPA + FNA)}. */
  public double associationRecall() {
    return mean(i -> ofMatches(associationRecall, i));
  }

  /** Returns AssPr, the mean over true positives of {@code TPA / (TPA + FPA)}. */
  public double associationPrecision() {
    return mean(i -> ofMatches(associationPrecision, i));
  }

  /** Returns LocA, the mean IoU of matched boxes. */
  public double localizationAccuracy() {
    return mean(this::localizationAccuracyAt);
  }

  /** Returns OWTA, which is HOTA with DetRe instead of DetA. */
  public double openWorldAccuracy() {
    return mean(i -> Math.sqrt(detectionRecallAt(i) * ofMatches(association, i)));
  }

  /** Returns HOTA(0), HOTA at the threshold 0.05. */
  public double hotaAtLeastOverlap() {
    return hotaAt(0);
  }

  /** Returns LocA(0), LocA at the threshold 0.05. */
  public double localizationAtLeastOverlap() {
    return localizationAccuracyAt(0);
  }

  private double hotaAt(int i) {
    return Math.sqrt(detectionAccuracyAt(i) * ofMatches(association, i));
  }

  private double detectionAccuracyAt(int i) {
    return truePositives[i] / Math.max(1, truePositives[i] + falseNegatives[i] + falsePositives[i]);
  }

  private double detectionRecallAt(int i) {
    return truePositives[i] / Math.max(1, truePositives[i] + falseNegatives[i]);
  }

  private double localizationAccuracyAt(int i) {
    return Math.max(LEAST, overlap[i]) / Math.max(LEAST, truePositives[i]);
  }

  private double ofMatches(double[] sums, int i) {
    return sums[i] / Math.max(1, truePositives[i]);
  }

  private interface AtOverlap {
    double figure(int threshold);
  }

  private static double mean(AtOverlap figures) {
    double sum = 0;
    for (int i = 0; i < THRESHOLDS; i++) {
      sum += figures.figure(i);
    }
    return sum / THRESHOLDS;
  }
}

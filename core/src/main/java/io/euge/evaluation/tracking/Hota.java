package io.euge.evaluation.tracking;

import java.util.Arrays;

/**
 * Higher order tracking accuracy (J. Luiten, A. Ošep, P. Dendorfer, P. Torr, A. Geiger, L.
 * Leal-Taixé and B. Leibe, HOTA: A Higher Order Metric for Evaluating Multi-Object Tracking, IJCV
 * 129, 2021, arXiv:2009.07736): at 19 overlaps from 0.05 to 0.95, of which the mean is taken.
 * Figures are fractions, not percent.
 */
public final class Hota {
  /** The overlaps from 0.05 to 0.95 at which boxes are matched. */
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

  /** HOTA: the geometric mean of the accuracies of detection and association. */
  public double hota() {
    return mean(this::hotaAt);
  }

  /** DetA. */
  public double detectionAccuracy() {
    return mean(this::detectionAccuracyAt);
  }

  /** DetRe. */
  public double detectionRecall() {
    return mean(this::detectionRecallAt);
  }

  /** DetPr. */
  public double detectionPrecision() {
    return mean(i -> truePositives[i] / Math.max(1, truePositives[i] + falsePositives[i]));
  }

  /** AssA. */
  public double associationAccuracy() {
    return mean(i -> ofMatches(association, i));
  }

  /** AssRe. */
  public double associationRecall() {
    return mean(i -> ofMatches(associationRecall, i));
  }

  /** AssPr. */
  public double associationPrecision() {
    return mean(i -> ofMatches(associationPrecision, i));
  }

  /** LocA: the mean overlap of matched boxes. */
  public double localizationAccuracy() {
    return mean(this::localizationAccuracyAt);
  }

  /** OWTA: as HOTA, with the recall of detection instead of its accuracy. */
  public double openWorldAccuracy() {
    return mean(i -> Math.sqrt(detectionRecallAt(i) * ofMatches(association, i)));
  }

  /** HOTA(0): HOTA at the least overlap. */
  public double hotaAtLeastOverlap() {
    return hotaAt(0);
  }

  /** LocA(0): LocA at the least overlap. */
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

package io.euge.evaluation.tracking;

/**
 * The identity metrics (E. Ristani, F. Solera, R. Zou, R. Cucchiara and C. Tomasi, Performance
 * Measures and a Data Set for Multi-Target, Multi-Camera Tracking, ECCV Workshops 2016,
 * arXiv:1609.01775) at an overlap of 0.5: each track of the ground truth has at most one track for
 * the whole video. Figures are fractions, not percent.
 *
 * @param truePositives boxes that the assigned tracks have in common
 * @param falsePositives other boxes that were found
 * @param falseNegatives other boxes of the ground truth
 */
public record Identity(int truePositives, int falsePositives, int falseNegatives) {
  static final Identity NONE = new Identity(0, 0, 0);

  /** Adds another sequence. */
  Identity plus(Identity other) {
    return new Identity(
        truePositives + other.truePositives,
        falsePositives + other.falsePositives,
        falseNegatives + other.falseNegatives);
  }

  /** IDF1. */
  public double f1() {
    return truePositives / Math.max(1, truePositives + 0.5 * falsePositives + 0.5 * falseNegatives);
  }

  /** IDP. */
  public double precision() {
    return truePositives / Math.max(1.0, (double) truePositives + falsePositives);
  }

  /** IDR. */
  public double recall() {
    return truePositives / Math.max(1.0, (double) truePositives + falseNegatives);
  }
}

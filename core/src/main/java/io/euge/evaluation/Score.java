package io.euge.evaluation;

/**
 * Precision and recall at a confidence.
 *
 * @param truths that must be found
 * @param found of these
 * @param wrong detections that fit nothing of their label, ignored or not, and are not too low to
 *     count
 */
public record Score(int truths, int found, int wrong) {
  static final Score NONE = new Score(0, 0, 0);

  public int missed() {
    return truths - found;
  }

  /** The fraction of the detections that are right; NaN if there are none. */
  public double precision() {
    return (double) found / (found + wrong);
  }

  /** The fraction of the ground truth that was found; NaN if there are none. */
  public double recall() {
    return (double) found / truths;
  }

  /** The harmonic mean of the two; NaN if there is neither a truth nor a detection. */
  public double f1() {
    return 2.0 * found / (found + wrong + truths);
  }

  Score plus(Score other) {
    return new Score(truths + other.truths, found + other.found, wrong + other.wrong);
  }
}

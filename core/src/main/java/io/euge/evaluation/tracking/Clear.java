package io.euge.evaluation.tracking;

/**
 * The CLEAR metrics (K. Bernardin and R. Stiefelhagen, Evaluating Multiple Object Tracking
 * Performance: The CLEAR MOT Metrics, EURASIP Journal on Image and Video Processing, 2008) at an
 * IoU of 0.5, and how much of each track of the ground truth is found (Li, Huang and Nevatia, CVPR
 * 2009). All values are fractions.
 *
 * @param truePositives boxes of the ground truth that were found
 * @param falsePositives boxes that were found and are wrong
 * @param falseNegatives boxes of the ground truth that were not found
 * @param identitySwitches how often a track of the ground truth went on with another number
 * @param fragmentations how often the following of a track of the ground truth was resumed
 * @param mostlyTracked tracks of the ground truth found in more than 80 % of their frames
 * @param partlyTracked those found in 20 to 80 % of their frames
 * @param mostlyLost the others
 * @param overlapSum the sum of the overlaps of the boxes found
 */
public record Clear(
    int truePositives,
    int falsePositives,
    int falseNegatives,
    int identitySwitches,
    int fragmentations,
    int mostlyTracked,
    int partlyTracked,
    int mostlyLost,
    double overlapSum) {
  static final Clear NONE = new Clear(0, 0, 0, 0, 0, 0, 0, 0, 0);

  /** Adds another sequence. */
  Clear plus(Clear other) {
    return new Clear(
        truePositives + other.truePositives,
        falsePositives + other.falsePositives,
        falseNegatives + other.falseNegatives,
        identitySwitches + other.identitySwitches,
        fragmentations + other.fragmentations,
        mostlyTracked + other.mostlyTracked,
        partlyTracked + other.partlyTracked,
        mostlyLost + other.mostlyLost,
        overlapSum + other.overlapSum);
  }

  /** Returns MOTA, {@code (TP - FP - IDSW) / (TP + FN)}; 0 without ground truth. */
  public double accuracy() {
    return ofTruths((double) truePositives - falsePositives - identitySwitches);
  }

  /** Returns MOTP, the mean IoU of true positives. */
  public double precisionOfPosition() {
    return overlapSum / Math.max(1, truePositives);
  }

  /** Returns MODA, {@code (TP - FP) / (TP + FN)}; 0 without ground truth. */
  public double detectionAccuracy() {
    return ofTruths((double) truePositives - falsePositives);
  }

  /** Returns sMOTA, which is MOTA with the sum of the IoUs of true positives instead of TP. */
  public double softAccuracy() {
    return ofTruths(overlapSum - falsePositives - identitySwitches);
  }

  /** Returns CLR_Re, {@code TP / (TP + FN)}; 0 without ground truth. */
  public double recall() {
    return ofTruths(truePositives);
  }

  /** Returns CLR_Pr, {@code TP / (TP + FP)}. */
  public double precision() {
    return truePositives / Math.max(1.0, (double) truePositives + falsePositives);
  }

  /** Returns a number of tracks as a fraction of all tracks of the ground truth. */
  public double partOfTracks(int tracks) {
    return tracks / Math.max(1.0, (double) mostlyTracked + partlyTracked + mostlyLost);
  }

  private double ofTruths(double figure) {
    int truths = truePositives + falseNegatives;
    return truths == 0 ? 0 : figure / truths;
  }
}

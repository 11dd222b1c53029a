package io.euge.detection.head;

/**
 * The keypoints that follow the classes of a box.
 *
 * @param count of the points of a box
 * @param numbers of a point: 2 for x and y, 3 with a confidence
 */
public record KeypointLayout(int count, int numbers) {
  static final int WITHOUT_CONFIDENCE = 2;
  static final int WITH_CONFIDENCE = 3;

  /** Returns whether there are such keypoints. */
  public static boolean isPossible(long count, long numbers) {
    return count >= 1 && (numbers == WITHOUT_CONFIDENCE || numbers == WITH_CONFIDENCE);
  }

  /** Returns whether points have a confidence. */
  public boolean isScored() {
    return numbers == WITH_CONFIDENCE;
  }
}

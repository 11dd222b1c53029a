package io.euge.inference;

/** How far a device's outputs are from those of the processor. */
public final class OutputDifference {
  private OutputDifference() {}

  /**
   * Returns the largest difference as a part of the largest expected output; infinity if one of
   * them is no number.
   *
   * @param outputs as many as expected
   */
  public static double of(float[] outputs, float[] expected) {
    double largest = 0;
    double most = 0;
    for (int i = 0; i < expected.length; i++) {
      largest = Math.max(largest, Math.abs(expected[i]));
      double apart = Math.abs(outputs[i] - expected[i]);
      most = Double.isNaN(apart) ? Double.POSITIVE_INFINITY : Math.max(most, apart);
    }
    return most / largest;
  }
}

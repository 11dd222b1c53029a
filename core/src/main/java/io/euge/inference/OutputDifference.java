package io.euge.inference;

/** Compares the outputs of a device with those of the CPU. */
public final class OutputDifference {
  private OutputDifference() {}

  /**
   * Returns the largest difference divided by the largest expected output; infinity if a value is
   * not a number.
   *
   * @param outputs as many values as expected
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

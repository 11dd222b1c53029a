package io.euge.detection.head;

import io.euge.model.importing.GraphAdapter;
import java.nio.FloatBuffer;
import java.util.Optional;

/** Checks whether the outputs for a synthetic image are plausible for a head. */
public final class Plausibility {
  /** Half precision and quantization may miss 0 and 1 by this. */
  private static final float TOLERANCE = 0.02f;

  private Plausibility() {}

  /**
   * Returns why numbers are no probabilities; empty if they are.
   *
   * @param first of the numbers
   * @param count of numbers in a run
   * @param step from one run to the next
   */
  public static Optional<String> probabilities(
      String output, FloatBuffer tensor, int first, int count, int step) {
    for (int run = first; run < tensor.limit(); run += step) {
      for (int i = run; i < run + count; i++) {
        float value = tensor.get(i);
        if (!(value >= -TOLERANCE && value <= 1 + TOLERANCE)) {
          return Optional.of(
              "its output %s scores a class with %s"
                  .formatted(GraphAdapter.givenName(output), value));
        }
      }
    }
    return Optional.empty();
  }

  /** Returns whether every so many numbers have this value, as near as half precision has it. */
  public static boolean isEach(FloatBuffer tensor, int first, int step, float value) {
    for (int i = first; i < tensor.limit(); i += step) {
      if (Math.abs(tensor.get(i) - value) > 1e-3f) {
        return false;
      }
    }
    return true;
  }

  /** Returns the largest number of every so many; 0 if there is none. */
  public static float largest(FloatBuffer tensor, int first, int count, int step) {
    float largest = 0;
    for (int run = first; run < tensor.limit(); run += step) {
      for (int i = run; i < run + count; i++) {
        largest = Math.max(largest, tensor.get(i));
      }
    }
    return largest;
  }
}

package io.euge.detection.head;

import io.euge.model.Model;
import io.euge.model.spec.TensorSpec;
import java.io.Serializable;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.function.IntFunction;

/**
 * How many numbers of a network's outputs for one frame are not finite.
 *
 * @param numbers of all outputs
 * @param nan those that are no numbers
 * @param infinite of either sign
 */
public record NonFiniteCount(long numbers, long nan, long infinite) implements Serializable {
  /** Counts in the outputs of a model, as {@link Postprocessor#process} gets them. */
  public static NonFiniteCount of(Model model, IntFunction<FloatBuffer> outputs, int slot) {
    NonFiniteCount all = new NonFiniteCount(0, 0, 0);
    List<TensorSpec> tensors = model.outputs();
    for (int i = 0; i < tensors.size(); i++) {
      int size = Math.toIntExact(tensors.get(i).frameElements().orElse(0));
      all = all.plus(outputs.apply(i), slot * size, size);
    }
    return all;
  }

  private NonFiniteCount plus(FloatBuffer tensor, int first, int size) {
    long nans = nan;
    long infinities = infinite;
    for (int i = first; i < first + size; i++) {
      float number = tensor.get(i);
      nans += Float.isNaN(number) ? 1 : 0;
      infinities += Float.isInfinite(number) ? 1 : 0;
    }
    return new NonFiniteCount(numbers + size, nans, infinities);
  }

  @Override
  public String toString() {
    return "of the %d numbers of its outputs for this frame, %d are NaN and %d infinite"
        .formatted(numbers, nan, infinite);
  }
}

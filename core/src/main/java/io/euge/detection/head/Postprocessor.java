package io.euge.detection.head;

import java.nio.FloatBuffer;
import java.util.function.IntFunction;

/**
 * Turns the output tensors of one family into boxes. Made for one model and one set of options, and
 * for one thread.
 */
public interface Postprocessor {
  /**
   * Adds the boxes of one frame whose confidence is above the threshold and whose class is wanted.
   *
   * @param outputs the tensors by their index in the model's outputs, for a batch of frames; only
   *     read, and only during the call
   * @param slot the frame's place in the batch, from 0
   * @throws NonFiniteOutputException if a number that the result depends on is not finite
   */
  void process(IntFunction<FloatBuffer> outputs, int slot, Candidates candidates);

  /**
   * Copies what follows the classes of a box, for heads with {@link Head#parts}.
   *
   * @param outputs as {@link #process} gets them
   * @param box the place that {@link Candidates#setPlace} was told
   * @param rest filled from its start to its end
   */
  default void copyRest(IntFunction<FloatBuffer> outputs, int slot, int box, float[] rest) {
    throw new UnsupportedOperationException("boxes without parts");
  }
}

package io.euge.detection.head;

import io.euge.video.Letterbox;
import java.nio.FloatBuffer;
import java.util.function.IntFunction;

/**
 * Turns the output tensors of one family into boxes in source pixels. Made for one model and one
 * set of options, and for one thread.
 */
interface Postprocessor {
  /**
   * Adds the boxes of one frame whose confidence is above the threshold and whose class is wanted.
   * Boxes whose size is beyond the range of floats are left out.
   *
   * @param outputs the tensors by their index in the model's outputs, for a batch of frames; only
   *     read, and only during the call
   * @param slot the frame's place in the batch, from 0
   * @param letterbox how the frame lies in the network's input
   * @throws NonFiniteOutputException if a number that the result depends on is not finite
   */
  void process(
      IntFunction<FloatBuffer> outputs, int slot, Letterbox letterbox, Candidates candidates);
}

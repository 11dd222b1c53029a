package io.euge.inference;

import io.euge.ByteSize;
import io.euge.model.Model;
import io.euge.model.spec.ElementType;
import io.euge.model.spec.TensorSpec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/** The direct buffers of a workspace: one input for all frames, and one buffer per output. */
public final class FrameBuffers {
  private static final int ALIGNMENT = 64;

  public final ByteBuffer input;
  private final int frameBytes;
  private final FloatBuffer[] outputs;
  private final int[] frameFloats;

  /**
   * Allocates the buffers.
   *
   * @param capacity the largest number of frames of a run
   * @throws InferenceException if an output is not of floats, if its shape is unknown before a run,
   *     or if there is not enough memory
   */
  public FrameBuffers(Model model, int capacity) {
    if (capacity < 1) {
      throw new IllegalArgumentException("a workspace needs room for a frame, not " + capacity);
    }
    frameBytes = model.input().frameBytes();
    // One alignment to start on a boundary, one as the slack the contract promises.
    input = aligned((long) capacity * frameBytes, 2 * ALIGNMENT, capacity);
    int count = model.outputs().size();
    outputs = new FloatBuffer[count];
    frameFloats = new int[count];
    for (int i = 0; i < count; i++) {
      outputs[i] = output(model.outputs().get(i), capacity);
      frameFloats[i] = outputs[i].capacity() / capacity;
    }
  }

  /**
   * Allocates a buffer for the values of an output for a number of frames.
   *
   * @throws InferenceException if it is not of floats, or its shape is unknown before a run
   */
  public static FloatBuffer output(TensorSpec output, int frames) {
    if (output.type() != ElementType.FLOAT || output.frameElements().isEmpty()) {
      throw new InferenceException(
          "The output %s is %s %s, and Euge reads floats in a shape that is known before a run: export the model with fixed sizes"
              .formatted(output.name(), output.type().label(), output.shape()));
    }
    int frameFloats = Math.toIntExact(output.frameElements().getAsLong());
    return aligned((long) frames * frameFloats * Float.BYTES, ALIGNMENT, frames).asFloatBuffer();
  }

  private static ByteBuffer aligned(long bytes, int slack, int frames) {
    if (bytes > Integer.MAX_VALUE - slack) {
      throw new InferenceException(
          "A batch of %d frames needs a buffer of %s, and one has at most 2 GiB: lower batch or max-batch"
              .formatted(frames, ByteSize.gib(bytes)));
    }
    ByteBuffer whole;
    try {
      whole = ByteBuffer.allocateDirect((int) bytes + slack);
    } catch (OutOfMemoryError e) {
      throw new InferenceException(
          "There is no memory for a batch of %d frames, a buffer of %s (%s): lower batch, prefetch or the number of tasks, or give the JVM more, for example -Xmx8g"
              .formatted(frames, ByteSize.mib(bytes), e.getMessage()),
          e);
    }
    int start = (ALIGNMENT - whole.alignmentOffset(0, ALIGNMENT)) % ALIGNMENT;
    return whole.slice(start, (int) bytes).order(ByteOrder.nativeOrder());
  }

  /** Returns the number of outputs. */
  public int outputs() {
    return outputs.length;
  }

  /** Returns a new view of the input of some frames. */
  public ByteBuffer input(int first, int frames) {
    return input.slice(first * frameBytes, frames * frameBytes).order(ByteOrder.nativeOrder());
  }

  /** Returns a new view of an output of some frames. */
  public FloatBuffer output(int index, int first, int frames) {
    return outputs[index]
        .duplicate()
        .clear()
        .slice(first * frameFloats[index], frames * frameFloats[index]);
  }

  /** Returns the output of the first frames: always the same buffer, with its limit set. */
  public FloatBuffer output(int index, int frames) {
    return outputs[index].limit(frames * frameFloats[index]).position(0);
  }
}

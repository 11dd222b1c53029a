package io.euge.inference;

import io.euge.model.Model;
import io.euge.model.YoloHead;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/** The direct memory of a workspace: an input for all its frames and an output for each head. */
public final class FrameBuffers {
  private static final int ALIGNMENT = 64;

  public final ByteBuffer input;
  private final int frameBytes;
  private final FloatBuffer[] outputs;
  private final int[] frameFloats;

  public FrameBuffers(Model model, int capacity) {
    if (capacity < 1) {
      throw new IllegalArgumentException("a workspace needs room for a frame, not " + capacity);
    }
    frameBytes = model.inputHeight() * model.inputWidth() * 3;
    // One alignment to start on a boundary, one as the slack the contract promises.
    input = aligned(Math.multiplyExact(capacity, frameBytes), 2 * ALIGNMENT);
    int heads = model.heads().size();
    outputs = new FloatBuffer[heads];
    frameFloats = new int[heads];
    for (int i = 0; i < heads; i++) {
      outputs[i] = output(model.heads().get(i), capacity);
      frameFloats[i] = outputs[i].capacity() / capacity;
    }
  }

  /** Room for what a head gives for so many frames. */
  public static FloatBuffer output(YoloHead head, int frames) {
    int frameFloats = head.channels() * head.gridHeight() * head.gridWidth();
    int bytes = Math.multiplyExact(Math.multiplyExact(frames, frameFloats), Float.BYTES);
    return aligned(bytes, ALIGNMENT).asFloatBuffer();
  }

  private static ByteBuffer aligned(int bytes, int slack) {
    ByteBuffer whole = ByteBuffer.allocateDirect(Math.addExact(bytes, slack));
    int start = (ALIGNMENT - whole.alignmentOffset(0, ALIGNMENT)) % ALIGNMENT;
    return whole.slice(start, bytes).order(ByteOrder.nativeOrder());
  }

  public int heads() {
    return outputs.length;
  }

  /** The input of the first frames. */
  public ByteBuffer input(int frames) {
    return input.slice(0, frames * frameBytes).order(ByteOrder.nativeOrder());
  }

  /** The output of the first frames. */
  public FloatBuffer output(int head, int frames) {
    return outputs[head].slice(0, frames * frameFloats[head]);
  }
}

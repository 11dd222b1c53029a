package io.euge.video.scale;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.bytedeco.javacpp.BytePointer;

/** Remembers where the last few direct buffers lie, so that a frame allocates nothing. */
final class BufferPointers {
  private final ByteBuffer[] buffers = new ByteBuffer[8];
  private final BytePointer[] pointers = new BytePointer[buffers.length];
  private int oldest;

  /** The address of the buffer's byte 0; the caller moves its position about. */
  @SuppressWarnings("ReferenceEquality") // equal content lies at different addresses
  BytePointer of(ByteBuffer buffer) {
    for (int i = 0; i < buffers.length; i++) {
      if (buffers[i] == buffer) {
        return pointers[i];
      }
    }
    BytePointer pointer = new BytePointer(buffer.duplicate().clear());
    buffers[oldest] = buffer;
    pointers[oldest] = pointer;
    oldest = (oldest + 1) % buffers.length;
    return pointer;
  }

  void forget() {
    Arrays.fill(buffers, null);
    Arrays.fill(pointers, null);
  }
}

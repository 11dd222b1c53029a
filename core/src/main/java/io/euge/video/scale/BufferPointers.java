package io.euge.video.scale;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.bytedeco.javacpp.BytePointer;

/** Caches pointers to the last few direct buffers, so that a frame allocates nothing. */
final class BufferPointers {
  private final ByteBuffer[] buffers = new ByteBuffer[8];
  private final BytePointer[] pointers = new BytePointer[buffers.length];
  private int oldest;

  /** Returns a pointer to byte 0 of the buffer. Callers change its position. */
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

  void clear() {
    Arrays.fill(buffers, null);
    Arrays.fill(pointers, null);
  }
}

package io.euge.video;

import io.euge.EugeException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** The bytes of one video, open for reading at any position. For one thread at a time. */
public interface VideoBytes extends Closeable {
  /** Returns the number of bytes. */
  long length() throws IOException;

  /**
   * Reads at least one byte at {@code position}, and at most the remaining bytes of the target. The
   * target of a demuxer is usually the same buffer, with an array. The caller reads ahead, not this
   * method.
   *
   * @throws IOException if the storage fails; an {@link EugeException} has a better message
   * @return the number of bytes read; -1 at the end
   */
  int read(long position, ByteBuffer target) throws IOException;

  /**
   * Returns {@code length} bytes from {@code position} on, or fewer at the end.
   *
   * @throws IOException as {@link #read(long, ByteBuffer)}
   */
  default ByteBuffer read(long position, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    int read = 0;
    while (bytes.hasRemaining() && read >= 0) {
      read = read(position + bytes.position(), bytes);
    }
    return bytes.flip();
  }
}

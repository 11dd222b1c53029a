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
   * Reads at least one byte at {@code position} into the target, and at most what remains of it. A
   * demuxer's target usually is the same buffer and has an array; reading ahead is up to the
   * caller.
   *
   * @throws IOException if the storage fails; an {@link EugeException} has a better message
   * @return the number of bytes read, -1 at the end of the bytes
   */
  int read(long position, ByteBuffer target) throws IOException;

  /**
   * Returns so many bytes from {@code position} on, fewer at the end of the bytes.
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

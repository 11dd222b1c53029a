package io.euge.video;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** The bytes of one video, open for reading at any position. For one thread at a time. */
public interface VideoBytes extends Closeable {
  /** How many bytes there are. */
  long length() throws IOException;

  /**
   * Reads at least one byte at {@code position} into the target, and at most what remains of it.
   *
   * @return how many were read, -1 at the end of the bytes
   */
  int read(long position, ByteBuffer target) throws IOException;
}

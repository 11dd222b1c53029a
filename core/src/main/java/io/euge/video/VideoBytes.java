package io.euge.video;

import io.euge.EugeException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** The bytes of one video, open for reading at any position. For one thread at a time. */
public interface VideoBytes extends Closeable {
  /** How many bytes there are. */
  long length() throws IOException;

  /**
   * Reads at least one byte at {@code position} into the target, and at most what remains of it. A
   * demuxer's target has an array and is the same one as a rule; reading ahead is its caller's
   * business.
   *
   * @throws IOException if the storage fails; an {@link EugeException} tells its user more
   * @return how many were read, -1 at the end of the bytes
   */
  int read(long position, ByteBuffer target) throws IOException;
}

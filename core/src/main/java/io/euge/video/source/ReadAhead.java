package io.euge.video.source;

import io.euge.video.VideoBytes;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import org.bytedeco.javacpp.BytePointer;

/**
 * Asks a storage for few large pieces where small ones are read one after the other, and for small
 * pieces where the reading jumps about.
 *
 * <p>A piece follows the one before it or it does not: if it does it is twice as long, up to a
 * limit, so that what is fetched in vain is never more than what was needed before it.
 */
final class ReadAhead implements Closeable {
  // By measurement, see docs/videos.md: opening an hour of video takes half the requests that 32
  // KiB
  // take, and a tenth more bytes.
  private static final int FIRST = 128 << 10;

  // About what an object store sends in the time it takes to answer a request.
  private static final int LONGEST = 2 << 20;

  private final VideoBytes bytes;
  private final int first;
  private final int longest;
  private final long length;
  private ByteBuffer piece;
  private long start;
  private int filled;
  private int size;
  private long fetched;

  ReadAhead(VideoBytes bytes) throws IOException {
    this(bytes, FIRST, LONGEST);
  }

  ReadAhead(VideoBytes bytes, int first, int longest) throws IOException {
    this.bytes = bytes;
    this.first = first;
    this.longest = longest;
    this.length = bytes.length();
    this.piece = ByteBuffer.allocate(first);
  }

  VideoBytes bytes() {
    return bytes;
  }

  long length() {
    return length;
  }

  /** Bytes that came from the storage. */
  long fetched() {
    return fetched;
  }

  /**
   * Copies at least one byte.
   *
   * @return how many, -1 at the end
   * @throws EOFException if the storage gives fewer bytes than it said there are
   * @throws InterruptedIOException if the thread is interrupted
   */
  int read(long position, BytePointer target, int wanted) throws IOException {
    if (position >= length) {
      return -1;
    }
    if (position < start || position >= start + filled) {
      fetch(position, wanted);
    }
    int offset = (int) (position - start);
    int count = Math.min(wanted, filled - offset);
    target.put(piece.array(), offset, count);
    return count;
  }

  private void fetch(long position, int wanted) throws IOException {
    long gap = position - (start + filled);
    boolean follows = filled > 0 && gap >= 0 && gap <= size;
    size = follows ? Math.min(2 * size, longest) : first;
    int count = (int) Math.min(Math.max(size, Math.min(wanted, longest)), length - position);
    if (piece.capacity() < count) {
      piece = ByteBuffer.allocate(Math.max(size, count));
    }
    filled = 0;
    start = position;
    piece.clear().limit(count);
    while (piece.hasRemaining()) {
      if (Thread.currentThread().isInterrupted()) {
        throw new InterruptedIOException();
      }
      int read = bytes.read(position + piece.position(), piece);
      if (read < 0) {
        throw new EOFException(
            "the storage ended at byte " + (position + piece.position()) + " of " + length);
      }
      fetched += read;
    }
    filled = count;
  }

  @Override
  public void close() throws IOException {
    bytes.close();
  }
}

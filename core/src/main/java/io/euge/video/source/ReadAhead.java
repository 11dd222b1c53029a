package io.euge.video.source;

import io.euge.video.VideoBytes;
import io.euge.video.VideoSource;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import org.bytedeco.javacpp.BytePointer;

/**
 * Fetches few large blocks from a storage where small ones are read one after the other, and small
 * blocks where reading is random.
 *
 * <p>A block that follows the previous one is twice as long, up to a limit, so that the bytes
 * fetched needlessly are never more than those needed before. A small file is fetched as a whole,
 * and so never twice.
 */
final class ReadAhead implements Closeable {
  // By measurement, see docs/videos.md: opening an hour of video takes half the requests that
  // 32 KiB take, and a tenth more bytes.
  private static final int FIRST_BLOCK = 128 << 10;

  // About what an object store sends in the time it takes to answer a request.
  private static final int MAX_BLOCK = 2 << 20;

  private final VideoBytes bytes;
  private final int firstBlock;
  private final int maxBlock;
  private final long length;
  private ByteBuffer block;
  private long start;
  private int filled;
  private int size;
  private long fetched;
  private long fetchNanos;

  ReadAhead(VideoBytes bytes) throws IOException {
    this(bytes, firstBlock(bytes.length()), MAX_BLOCK);
  }

  ReadAhead(VideoBytes bytes, int firstBlock, int maxBlock) throws IOException {
    this.bytes = bytes;
    this.firstBlock = firstBlock;
    this.maxBlock = maxBlock;
    this.length = bytes.length();
    this.block = ByteBuffer.allocate(firstBlock);
  }

  private static int firstBlock(long length) {
    return length <= VideoSource.ONE_REQUEST ? (int) Math.max(1, length) : FIRST_BLOCK;
  }

  /** Returns whether the file was fetched as a whole. */
  boolean hasAll() {
    return filled == length;
  }

  /** Returns the bytes for reading at other positions; closed with this. */
  VideoBytes bytes() {
    return hasAll() ? new Fetched(block.array(), filled) : bytes;
  }

  /** A file that was fetched as a whole. */
  private static final class Fetched implements VideoBytes {
    private final byte[] content;
    private final int size;

    Fetched(byte[] content, int size) {
      this.content = content;
      this.size = size;
    }

    @Override
    public long length() {
      return size;
    }

    @Override
    public int read(long position, ByteBuffer target) {
      if (position >= size) {
        return -1;
      }
      int count = (int) Math.min(target.remaining(), size - position);
      target.put(content, (int) position, count);
      return count;
    }

    @Override
    public void close() {}
  }

  long length() {
    return length;
  }

  /** Returns the bytes that came from the storage. */
  long fetched() {
    return fetched;
  }

  /** Returns the nanoseconds that the storage took. */
  long fetchNanos() {
    return fetchNanos;
  }

  /**
   * Copies at least one byte.
   *
   * @return how many, -1 at the end
   * @throws EOFException if the storage returns fewer bytes than it declared
   * @throws InterruptedIOException if the thread is interrupted
   */
  int read(long position, BytePointer target, int wanted) throws IOException {
    if (position >= length) {
      return -1;
    }
    if (position < start || position >= start + filled) {
      long before = System.nanoTime();
      fetch(position, wanted);
      fetchNanos += System.nanoTime() - before;
    }
    int offset = (int) (position - start);
    int count = Math.min(wanted, filled - offset);
    target.put(block.array(), offset, count);
    return count;
  }

  private void fetch(long wantedPosition, int wanted) throws IOException {
    // A file that fits into the first block is fetched as a whole.
    long position = length <= firstBlock ? 0 : wantedPosition;
    long gap = position - (start + filled);
    boolean follows = filled > 0 && gap >= 0 && gap <= size;
    size = follows ? Math.min(2 * size, maxBlock) : firstBlock;
    int count = (int) Math.min(Math.max(size, Math.min(wanted, maxBlock)), length - position);
    if (block.capacity() < count) {
      block = ByteBuffer.allocate(Math.max(size, count));
    }
    filled = 0;
    start = position;
    block.clear().limit(count);
    while (block.hasRemaining()) {
      if (Thread.currentThread().isInterrupted()) {
        throw new InterruptedIOException();
      }
      int read = bytes.read(position + block.position(), block);
      if (read < 0) {
        throw new EOFException(
            "the storage ended at byte " + (position + block.position()) + " of " + length);
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

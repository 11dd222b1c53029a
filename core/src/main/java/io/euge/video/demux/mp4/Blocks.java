package io.euge.video.demux.mp4;

import io.euge.video.VideoBytes;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Reads blocks, in which most of what is read next lies too. */
final class Blocks implements VideoBytes {
  private static final int BLOCK = 4096;

  private final VideoBytes file;
  private ByteBuffer block = ByteBuffer.allocate(0);
  private long start;

  Blocks(VideoBytes file) {
    this.file = file;
  }

  @Override
  public long length() throws IOException {
    return file.length();
  }

  @Override
  public int read(long position, ByteBuffer target) throws IOException {
    if (target.remaining() >= BLOCK) {
      return file.read(position, target);
    }
    if (position < start || position >= start + block.limit()) {
      start = position;
      block = file.read(position, BLOCK);
    }
    int from = (int) (position - start);
    int count = Math.min(target.remaining(), block.limit() - from);
    if (count <= 0) {
      return -1;
    }
    target.put(block.slice(from, count));
    return count;
  }

  @Override
  public void close() {}
}

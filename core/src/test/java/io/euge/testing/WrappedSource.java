package io.euge.testing;

import io.euge.video.VideoBytes;
import io.euge.video.VideoSource;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Gives the bytes of another source, never as a file, and lets a test change how. */
abstract class WrappedSource implements VideoSource {
  private final VideoSource source;

  WrappedSource(VideoSource source) {
    this.source = source;
  }

  /** Reads from the other source, as {@link VideoBytes#read} says. */
  abstract int read(VideoBytes target, long position, ByteBuffer into) throws IOException;

  void opened() {}

  void closed() {}

  @Override
  public final String name() {
    return source.name();
  }

  @Override
  public VideoBytes open() throws IOException {
    VideoBytes target = source.open();
    opened();
    return new VideoBytes() {
      @Override
      public long length() throws IOException {
        return target.length();
      }

      @Override
      public int read(long position, ByteBuffer into) throws IOException {
        return WrappedSource.this.read(target, position, into);
      }

      @Override
      public void close() throws IOException {
        closed();
        target.close();
      }
    };
  }
}

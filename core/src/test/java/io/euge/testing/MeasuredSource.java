package io.euge.testing;

import io.euge.video.VideoBytes;
import io.euge.video.VideoSource;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Gives the bytes of another source, never as a file, and counts what was asked for. */
public class MeasuredSource implements VideoSource {
  private final VideoSource source;
  private long opened;
  private long closed;
  private long requests;
  private long bytes;

  public MeasuredSource(VideoSource source) {
    this.source = source;
  }

  @Override
  public String name() {
    return source.name();
  }

  @Override
  public VideoBytes open() throws IOException {
    VideoBytes target = source.open();
    opened++;
    return new VideoBytes() {
      @Override
      public long length() throws IOException {
        return target.length();
      }

      @Override
      public int read(long position, ByteBuffer into) throws IOException {
        requests++;
        beforeRead(position, into.remaining());
        int read = target.read(position, into);
        bytes += Math.max(0, read);
        return read;
      }

      @Override
      public void close() throws IOException {
        closed++;
        target.close();
      }
    };
  }

  /** For a test that wants a storage to fail. */
  protected void beforeRead(long position, int length) throws IOException {}

  /** How often the bytes were opened and not closed. */
  public long stillOpen() {
    return opened - closed;
  }

  public long requests() {
    return requests;
  }

  public long bytes() {
    return bytes;
  }
}

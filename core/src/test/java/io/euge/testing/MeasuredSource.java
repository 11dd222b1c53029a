package io.euge.testing;

import io.euge.video.VideoBytes;
import io.euge.video.VideoSource;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Gives the bytes of another source, never as a file, and counts what was asked for. */
public class MeasuredSource extends WrappedSource {
  private long opened;
  private long closed;
  private long requests;
  private long bytes;

  public MeasuredSource(VideoSource source) {
    super(source);
  }

  @Override
  void opened() {
    opened++;
  }

  @Override
  void closed() {
    closed++;
  }

  @Override
  int read(VideoBytes target, long position, ByteBuffer into) throws IOException {
    requests++;
    beforeRead(position, into.remaining());
    int read = target.read(position, into);
    bytes += Math.max(0, read);
    return read;
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

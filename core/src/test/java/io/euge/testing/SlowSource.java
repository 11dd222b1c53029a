package io.euge.testing;

import io.euge.video.VideoBytes;
import io.euge.video.VideoSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/**
 * Gives the bytes of another source in pieces of any size, some late, as a connection does that is
 * slow and breaks off.
 */
public final class SlowSource implements VideoSource {
  private static final int MAX_PIECE = 20_000;
  private static final int PAUSE_EVERY = 8;
  private static final long PAUSE_NANOS = 200_000;

  private final VideoSource source;

  public SlowSource(VideoSource source) {
    this.source = source;
  }

  @Override
  public String name() {
    return source.name();
  }

  @Override
  public VideoBytes open() throws IOException {
    VideoBytes target = source.open();
    Random random = new Random(1);
    return new VideoBytes() {
      @Override
      public long length() throws IOException {
        return target.length();
      }

      @Override
      public int read(long position, ByteBuffer into) throws IOException {
        if (random.nextInt(PAUSE_EVERY) == 0) {
          LockSupport.parkNanos(PAUSE_NANOS);
        }
        int limit = into.limit();
        int piece = 1 + random.nextInt(random.nextBoolean() ? 16 : MAX_PIECE);
        into.limit(Math.min(limit, into.position() + piece));
        try {
          return target.read(position, into);
        } finally {
          into.limit(limit);
        }
      }

      @Override
      public void close() throws IOException {
        target.close();
      }
    };
  }
}

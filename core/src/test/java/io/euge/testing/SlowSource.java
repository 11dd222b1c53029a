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
public final class SlowSource extends WrappedSource {
  private static final int MAX_PIECE = 20_000;
  private static final int PAUSE_EVERY = 8;
  private static final long PAUSE_NANOS = 200_000;

  private final Random random = new Random(1);

  public SlowSource(VideoSource source) {
    super(source);
  }

  @Override
  int read(VideoBytes target, long position, ByteBuffer into) throws IOException {
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
}

package io.euge.video.demux.transport;

import io.euge.video.VideoBytes;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Checks the continuity counters of one picture in an MPEG transport stream (ISO/IEC 13818-1,
 * 2.4.3.3). FFmpeg marks a picture as corrupt also where the counter is wrong only at the start of
 * the next one, as where two recordings were joined: then at most its end is missing, which the
 * decoder notices.
 */
public final class TransportContinuity {
  /** What the counters tell of a picture. */
  public enum Result {
    CORRUPT,
    INTACT,
    /** It is intact, and packets are missing behind it, or another recording follows. */
    GAP_BEHIND
  }

  private static final int MAX_BYTES = 16 << 20;

  private TransportContinuity() {}

  /**
   * Checks the packets from the start of a picture up to that of the next one.
   *
   * @param position of the first packet of the picture
   */
  public static Result check(VideoBytes file, long position) throws IOException {
    int length = 1 << 18;
    while (true) {
      ByteBuffer bytes = file.read(position, length);
      Result result = check(new TransportPackets(bytes));
      if (result != null) {
        return result;
      }
      if (bytes.remaining() < length || length >= MAX_BYTES) {
        return Result.CORRUPT;
      }
      length *= 4;
    }
  }

  /** Checks the packets; null if the next picture does not begin here. */
  private static Result check(TransportPackets packets) {
    int counter = -1;
    while (packets.next()) {
      boolean follows = counter < 0 || packets.counter() == (counter + 1) % 16;
      if (counter >= 0 && packets.isStart()) {
        return follows ? Result.INTACT : Result.GAP_BEHIND;
      }
      if (!follows) {
        return Result.CORRUPT;
      }
      counter = packets.counter();
    }
    return packets.isOutOfStep() ? Result.CORRUPT : null;
  }
}

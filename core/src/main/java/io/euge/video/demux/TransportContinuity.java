package io.euge.video.demux;

import io.euge.video.VideoBytes;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Checks the continuity counters of one picture in an MPEG transport stream (ISO/IEC 13818-1,
 * 2.4.3.3). FFmpeg marks a picture as corrupt also where the counter is wrong only at the start of
 * the next one, as where two recordings were joined: then at most its end is missing, which the
 * decoder notices.
 */
final class TransportContinuity {
  /** What the counters tell of a picture. */
  enum Result {
    DAMAGED,
    INTACT,
    /** It is intact, and packets are missing behind it, or another recording follows. */
    GAP_BEHIND
  }

  private static final int SYNC = 0x47;
  private static final int[] SIZES = {188, 192, 204};
  private static final int MAX_BYTES = 16 << 20;

  private final ByteBuffer bytes;
  private final int size;

  private TransportContinuity(ByteBuffer bytes) {
    this.bytes = bytes;
    this.size = packetSize(bytes);
  }

  /**
   * Checks the packets from the start of a picture up to that of the next one.
   *
   * @param position of the first packet of the picture
   */
  static Result check(VideoBytes file, long position) throws IOException {
    int length = 1 << 18;
    while (true) {
      ByteBuffer bytes = file.read(position, length);
      Result result = new TransportContinuity(bytes).check();
      if (result != null) {
        return result;
      }
      if (bytes.remaining() < length || length >= MAX_BYTES) {
        return Result.DAMAGED;
      }
      length *= 4;
    }
  }

  /** Checks the packets; null if the next picture does not begin here. */
  private Result check() {
    if (size == 0) {
      return Result.DAMAGED;
    }
    int program = identifier(0);
    int counter = -1;
    for (int at = 0; at + 188 <= bytes.remaining(); at += size) {
      if ((bytes.get(at) & 0xff) != SYNC || (bytes.get(at + 1) & 0x80) != 0) {
        return Result.DAMAGED;
      }
      if (identifier(at) != program || (bytes.get(at + 3) & 0x10) == 0) {
        continue;
      }
      int next = bytes.get(at + 3) & 0x0f;
      boolean follows = counter < 0 || next == (counter + 1) % 16;
      if (at > 0 && (bytes.get(at + 1) & 0x40) != 0) {
        return follows ? Result.INTACT : Result.GAP_BEHIND;
      }
      if (!follows) {
        return Result.DAMAGED;
      }
      counter = next;
    }
    return null;
  }

  private int identifier(int at) {
    return (bytes.get(at + 1) & 0x1f) << 8 | (bytes.get(at + 2) & 0xff);
  }

  private static int packetSize(ByteBuffer bytes) {
    for (int size : SIZES) {
      if (bytes.remaining() > size && bytes.get(0) == SYNC && bytes.get(size) == SYNC) {
        return size;
      }
    }
    return 0;
  }
}

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
   * Returns whether all packets are there from the start of a picture up to that of the next one.
   *
   * @param position of the first packet of the picture
   */
  static boolean isIntact(VideoBytes file, long position) throws IOException {
    int length = 1 << 18;
    while (true) {
      ByteBuffer bytes = file.read(position, length);
      Boolean intact = new TransportContinuity(bytes).check();
      if (intact != null) {
        return intact;
      }
      if (bytes.remaining() < length || length >= MAX_BYTES) {
        return false;
      }
      length *= 4;
    }
  }

  /** Returns whether the packets are continuous; null if the next picture does not begin here. */
  private Boolean check() {
    if (size == 0) {
      return false;
    }
    int program = identifier(0);
    int counter = -1;
    for (int at = 0; at + 188 <= bytes.remaining(); at += size) {
      if ((bytes.get(at) & 0xff) != SYNC || (bytes.get(at + 1) & 0x80) != 0) {
        return false;
      }
      if (identifier(at) != program || (bytes.get(at + 3) & 0x10) == 0) {
        continue;
      }
      if (at > 0 && (bytes.get(at + 1) & 0x40) != 0) {
        return true;
      }
      int next = bytes.get(at + 3) & 0x0f;
      if (counter >= 0 && next != (counter + 1) % 16) {
        return false;
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

package io.euge.video.demux.transport;

import io.euge.video.picture.PictureSearch;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * What a PES packet of a transport stream has that has a time. The time says that a picture begins
 * in it (ISO/IEC 13818-1, 2.4.3.7).
 *
 * @param pts its presentation time, modulo 2^33
 * @param dts its decoding time, or again its presentation time
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record TimedPayload(long pts, long dts, byte[] bytes) {
  private static final int HEADER = 9;
  private static final int TIME = 5;

  /**
   * Reads the PES packets of an element. One whose time is that of the one before goes on with it,
   * as one without a time does.
   */
  static List<TimedPayload> read(ByteBuffer bytes, TransportPackets packets) {
    List<TimedPayload> all = new ArrayList<>();
    ByteArrayOutputStream collected = new ByteArrayOutputStream();
    long pts = -1;
    long dts = -1;
    while (packets.next()) {
      int from = packets.payload();
      if (packets.isStart()) {
        long time = time(bytes, from, packets.end(), 0x80, 0);
        if (time >= 0 && time != pts) {
          add(all, pts, dts, collected);
          pts = time;
          dts = Math.max(time(bytes, from, packets.end(), 0x40, TIME), -1);
          dts = dts < 0 ? pts : dts;
        }
        from = Math.min(packets.end(), from + header(bytes, from, packets.end()));
      }
      for (int i = from; i < packets.end(); i++) {
        collected.write(bytes.get(i));
      }
    }
    add(all, pts, dts, collected);
    return all;
  }

  private static void add(
      List<TimedPayload> all, long pts, long dts, ByteArrayOutputStream collected) {
    if (pts >= 0) {
      all.add(new TimedPayload(pts, dts, collected.toByteArray()));
    }
    collected.reset();
  }

  private static int header(ByteBuffer bytes, int at, int end) {
    return at + HEADER <= end ? HEADER + (bytes.get(at + HEADER - 1) & 0xff) : 0;
  }

  /** Reads a time of a PES packet's header (2.4.3.6); -1 if it has none. */
  private static long time(ByteBuffer bytes, int start, int end, int flag, int offset) {
    int at = start + HEADER + offset;
    if (at + TIME > end || (bytes.get(start + 7) & flag) == 0) {
      return -1;
    }
    return (long) (bytes.get(at) >> 1 & 7) << 30
        | (long) (bytes.get(at + 1) & 0xff) << 22
        | (long) (bytes.get(at + 2) >> 1 & 0x7f) << 15
        | (long) (bytes.get(at + 3) & 0xff) << 7
        | (long) (bytes.get(at + 4) >> 1 & 0x7f);
  }

  /** Returns whether the picture that begins in it may have lost its header. */
  boolean mayBeLost(int codecId) {
    return PictureSearch.mayBeLost(codecId, bytes);
  }
}

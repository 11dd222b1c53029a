package io.euge.video.decode;

import java.nio.ByteBuffer;

/**
 * Finds the message "display orientation" among the supplemental enhancement information of H.264
 * (ITU-T H.264, D.1.27) and HEVC (ITU-T H.265, D.2.17).
 */
enum SeiMessages {
  H264(1) {
    @Override
    boolean isSei(int header) {
      return (header & 0x1f) == 6;
    }

    @Override
    boolean isPicture(int header) {
      return (header & 0x1f) >= 1 && (header & 0x1f) <= 5;
    }
  },
  HEVC(2) {
    @Override
    boolean isSei(int header) {
      return (header >> 1 & 0x3f) == 39;
    }

    @Override
    boolean isPicture(int header) {
      return (header >> 1 & 0x3f) < 32;
    }
  };

  private static final int DISPLAY_ORIENTATION = 47;

  private final int headerBytes;

  SeiMessages(int headerBytes) {
    this.headerBytes = headerBytes;
  }

  abstract boolean isSei(int header);

  abstract boolean isPicture(int header);

  /**
   * Returns whether the message is before the first slice of a picture.
   *
   * @param lengthSize bytes of the length before each NAL unit; 0 for start codes
   */
  boolean hasOrientation(ByteBuffer data, int lengthSize) {
    int end = data.limit();
    int at = 0;
    while (true) {
      int unit = lengthSize == 0 ? afterStartCode(data, at) : at + lengthSize;
      if (unit < 0 || unit >= end) {
        return false;
      }
      int unitEnd = lengthSize == 0 ? end : (int) Math.min(end, unit + length(data, at, unit));
      if (unitEnd > unit && isPicture(data.get(unit))) {
        return false;
      }
      if (hasOrientation(data, unit, unitEnd)) {
        return true;
      }
      at = lengthSize == 0 ? unit : unitEnd;
    }
  }

  /**
   * Returns whether the NAL unit in a range has the message. It may end before, by a start code.
   */
  boolean hasOrientation(ByteBuffer data, int start, int end) {
    if (start >= end || !isSei(data.get(start))) {
      return false;
    }
    Payload payload = new Payload(data, start + headerBytes, end);
    while (true) {
      int type = payload.number();
      int size = payload.number();
      if (type < 0 || size < 0) {
        return false;
      }
      if (type == DISPLAY_ORIENTATION) {
        return true;
      }
      for (; size > 0; size--) {
        if (payload.read() < 0) {
          return false;
        }
      }
    }
  }

  private static int afterStartCode(ByteBuffer data, int from) {
    for (int i = from; i + 3 <= data.limit(); i++) {
      if (data.get(i) == 0 && data.get(i + 1) == 0 && data.get(i + 2) == 1) {
        return i + 3;
      }
    }
    return -1;
  }

  private static long length(ByteBuffer data, int from, int to) {
    long length = 0;
    for (int i = from; i < to; i++) {
      length = length << 8 | (data.get(i) & 0xff);
    }
    return length;
  }

  /** The bytes of a NAL unit without those that prevent start codes (ITU-T H.264, 7.4.1). */
  private static final class Payload {
    private final ByteBuffer data;
    private final int end;
    private int at;
    private int zeros;

    Payload(ByteBuffer data, int start, int end) {
      this.data = data;
      this.at = start;
      this.end = end;
    }

    /** Returns the next byte, or -1 at the end. */
    int read() {
      if (zeros >= 2 && at < end && data.get(at) == 3) {
        zeros = 0;
        at++;
      }
      if (at >= end || (zeros >= 2 && (data.get(at) & 0xff) <= 1)) {
        return -1;
      }
      int value = data.get(at++) & 0xff;
      zeros = value == 0 ? zeros + 1 : 0;
      return value;
    }

    /** Returns the type or the size of a message (ITU-T H.264, 7.3.2.3.1), or -1 at the end. */
    int number() {
      int number = 0;
      int next = read();
      while (next == 255) {
        number += 255;
        next = read();
      }
      return next < 0 ? -1 : number + next;
    }
  }
}

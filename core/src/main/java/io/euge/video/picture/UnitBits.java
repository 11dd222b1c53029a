package io.euge.video.picture;

import org.bytedeco.javacpp.BytePointer;

/**
 * The bits at the beginning of a unit of H.264, without the bytes that prevent start codes (ITU-T
 * H.264, 7.2, 7.4.1 and 9.1). Zeros follow the end.
 */
final class UnitBits {
  private final byte[] bytes;
  private int end;
  private int at;

  /**
   * @param capacity so many bytes of a unit are read at most
   */
  UnitBits(int capacity) {
    bytes = new byte[capacity];
  }

  /** Reads a unit from its first byte on. */
  void read(BytePointer data, int from, int length) {
    int size = 0;
    int zeros = 0;
    for (int i = from; i < from + length && size < bytes.length; i++) {
      byte value = data.get(i);
      if (zeros >= 2 && value == 3) {
        zeros = 0;
        continue;
      }
      zeros = value == 0 ? zeros + 1 : 0;
      bytes[size++] = value;
    }
    end = 8 * size;
    at = 0;
  }

  int next(int count) {
    int value = 0;
    for (int i = 0; i < count; i++, at++) {
      value = value << 1 | (at < end ? bytes[at >> 3] >> (7 - (at & 7)) & 1 : 0);
    }
    return value;
  }

  boolean nextFlag() {
    return next(1) == 1;
  }

  /** Reads a number without sign, ue(v). */
  int nextUnsigned() {
    int zeros = 0;
    while (!isOver() && next(1) == 0) {
      zeros++;
    }
    return zeros > 30 ? Integer.MAX_VALUE : (1 << zeros) - 1 + next(zeros);
  }

  /** Reads a number with sign, se(v). */
  int nextSigned() {
    int code = nextUnsigned();
    return (code & 1) == 1 ? code / 2 + 1 : -(code / 2);
  }

  /** Returns whether more bits were read than the unit has. */
  boolean isOver() {
    return at > end;
  }
}

package io.euge.video.picture;

import org.bytedeco.javacpp.BytePointer;

/**
 * Reads the bits of a header in place, from the highest of a byte down. Zeros follow the end.
 *
 * <p>Can leave out the bytes that prevent start codes within units of H.264 (ITU-T H.264, 7.4.1).
 * The numbers of variable length are those of 9.1 there.
 */
final class BitReader {
  private static final int PREVENTION = 3;

  private final boolean leavesPreventionOut;
  private BytePointer data;
  private int position;
  private int end;
  private int zeros;
  private int current;
  private int left;
  private boolean isOver;

  private BitReader(boolean leavesPreventionOut) {
    this.leavesPreventionOut = leavesPreventionOut;
  }

  /** Returns a reader of bytes as they are. */
  static BitReader ofBytes() {
    return new BitReader(false);
  }

  /** Returns a reader of units of H.264. */
  static BitReader ofUnits() {
    return new BitReader(true);
  }

  /** Begins with the byte at a position. The bytes must stay as they are while they are read. */
  void begin(BytePointer data, int from, int length) {
    this.data = data;
    position = from;
    end = from + length;
    zeros = 0;
    left = 0;
    isOver = false;
  }

  /** Reads up to 32 bits as a number. */
  int next(int count) {
    int value = 0;
    for (int i = 0; i < count; i++) {
      value = value << 1 | nextBit();
    }
    return value;
  }

  boolean nextFlag() {
    return nextBit() == 1;
  }

  void skip(int count) {
    for (int i = 0; i < count; i++) {
      nextBit();
    }
  }

  /** Reads a number without sign, ue(v). */
  int nextUnsigned() {
    int leading = 0;
    while (!isOver && nextBit() == 0) {
      leading++;
    }
    return leading > 30 ? Integer.MAX_VALUE : (1 << leading) - 1 + next(leading);
  }

  /** Reads a number with sign, se(v). */
  int nextSigned() {
    int code = nextUnsigned();
    return (code & 1) == 1 ? code / 2 + 1 : -(code / 2);
  }

  /** Returns whether there is a bit that was not read. */
  boolean hasNext() {
    return left > 0 || fill();
  }

  /** Returns whether more bits were read than there are. */
  boolean isOver() {
    return isOver;
  }

  private int nextBit() {
    if (!hasNext()) {
      isOver = true;
      return 0;
    }
    left--;
    return current >> left & 1;
  }

  /** Takes the next byte, if there is one. */
  private boolean fill() {
    if (leavesPreventionOut && zeros >= 2 && position < end && data.get(position) == PREVENTION) {
      position++;
      zeros = 0;
    }
    if (position >= end) {
      return false;
    }
    current = data.get(position++) & 0xff;
    zeros = current == 0 ? zeros + 1 : 0;
    left = 8;
    return true;
  }
}

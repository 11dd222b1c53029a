package io.euge.video.picture;

import org.bytedeco.javacpp.BytePointer;

/**
 * Reads H.264's message "recovery point" (ITU-T H.264, D.1.8 and D.2.8): how many more pictures
 * that others refer to must be decoded before all is right, where decoding begins with this one.
 * FFmpeg's parser takes any such picture for a keyframe, and its decoder outputs nothing before.
 */
final class RecoveryPoint {
  static final int MESSAGE = 6;

  private static final int RECOVERY_POINT = 6;

  /** Messages beyond are left out: they are long ones of users. */
  private static final int MAX_BYTES = 256;

  private final BitReader bits = BitReader.ofUnits();
  private int count;

  /** Begins a packet. */
  void begin() {
    count = 0;
  }

  /** Reads a unit of messages. */
  void read(BytePointer data, int at, int length) {
    bits.begin(data, at + 1, Math.min(MAX_BYTES, length - 1));
    while (bits.hasNext()) {
      int type = nextNumber();
      int size = nextNumber();
      if (type == RECOVERY_POINT) {
        int pictures = bits.nextUnsigned();
        count = bits.isOver() ? count : pictures;
        return;
      }
      for (; size > 0 && bits.hasNext(); size--) {
        bits.skip(Byte.SIZE);
      }
    }
  }

  /** Reads the type or the size of a message (7.3.2.3.1). */
  private int nextNumber() {
    int number = 0;
    int next = bits.next(Byte.SIZE);
    while (next == 255) {
      number += next;
      next = bits.next(Byte.SIZE);
    }
    return number + next;
  }

  /** Returns whether the picture of the packet is one from which on all is right only later. */
  boolean isLater() {
    return count > 0;
  }
}

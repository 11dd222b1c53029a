package io.euge.video.demux.transport;

import java.nio.ByteBuffer;

/**
 * The packets of one program element in bytes of an MPEG transport stream (ISO/IEC 13818-1,
 * 2.4.3.2), from one of its packets on, as far as packet follows packet.
 */
final class TransportPackets {
  static final int SYNC = 0x47;

  private static final int PACKET = 188;
  private static final int[] SIZES = {PACKET, 192, 204};
  private static final int CLOCK_BYTES = 7;

  private final ByteBuffer bytes;
  private final int size;
  private final int program;
  private int at;
  private int following;

  /**
   * @param bytes from the position on that FFmpeg gives for a packet: where packets have more than
   *     188 bytes, it is as much before
   */
  TransportPackets(ByteBuffer bytes) {
    this.bytes = bytes;
    this.size = size(bytes);
    this.following = size - PACKET;
    this.program = size == 0 ? -1 : identifier(following);
  }

  private static int size(ByteBuffer bytes) {
    for (int size : SIZES) {
      int first = size - PACKET;
      int second = first + size;
      if (bytes.remaining() >= size
          && (bytes.get(first) & 0xff) == SYNC
          && (bytes.remaining() <= second || (bytes.get(second) & 0xff) == SYNC)) {
        return size;
      }
    }
    return 0;
  }

  /** Returns the bytes of a packet; 0 if there is none. */
  int size() {
    return size;
  }

  /** Returns whether the bytes end with a whole packet, with or without what is added to it. */
  boolean endWhole() {
    int rest = bytes.remaining() % size;
    return rest == 0 || rest == size - PACKET;
  }

  /** Moves to the next packet that has a payload of the element; false if there is none. */
  boolean next() {
    while (size > 0 && isPacket(following)) {
      at = following;
      following += size;
      if (identifier(at) == program && (bytes.get(at + 3) & 0x10) != 0) {
        return true;
      }
    }
    return false;
  }

  private boolean isPacket(int place) {
    return place + PACKET <= bytes.remaining()
        && (bytes.get(place) & 0xff) == SYNC
        && (bytes.get(place + 1) & 0x80) == 0;
  }

  /** Returns whether the bytes go on, but not with a packet. */
  boolean isOutOfStep() {
    return size == 0 || (following + PACKET <= bytes.remaining() && !isPacket(following));
  }

  private int identifier(int place) {
    return (bytes.get(place + 1) & 0x1f) << 8 | (bytes.get(place + 2) & 0xff);
  }

  /** Returns whether the packet is the first one of a PES packet, as a picture usually is. */
  boolean isStart() {
    return (bytes.get(at + 1) & 0x40) != 0;
  }

  /** Returns the continuity counter. */
  int counter() {
    return bytes.get(at + 3) & 0x0f;
  }

  /** Returns whether the packet is filled up, as the last one of a PES packet is. */
  boolean isFilledUp() {
    return payload() > at + 4 + (hasClock() ? 1 + CLOCK_BYTES : 0);
  }

  private boolean hasClock() {
    return (bytes.get(at + 3) & 0x20) != 0
        && bytes.get(at + 4) != 0
        && (bytes.get(at + 5) & 0x10) != 0;
  }

  /** Returns where the payload begins in the bytes. */
  int payload() {
    boolean adapted = (bytes.get(at + 3) & 0x20) != 0;
    return Math.min(end(), at + 4 + (adapted ? 1 + (bytes.get(at + 4) & 0xff) : 0));
  }

  /** Returns where the packet ends in the bytes. */
  int end() {
    return at + PACKET;
  }
}

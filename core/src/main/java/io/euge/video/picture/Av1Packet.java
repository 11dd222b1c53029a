package io.euge.video.picture;

import org.bytedeco.javacpp.BytePointer;

/**
 * Reads whether a packet of AV1 has a frame that is shown, and whether that is a keyframe (AV1
 * bitstream specification, 5.3 to 5.9.2). Most have exactly one; tools that divide them write
 * hidden ones into packets of their own.
 */
final class Av1Packet {
  private static final int SEQUENCE_HEADER = 1;
  private static final int FRAME_HEADER = 3;
  private static final int FRAME = 6;

  private static final int MAX_LENGTH_BYTES = 8;

  /**
   * Behind the bit that an existing frame is shown, the type of two bits, and whether it is shown.
   */
  private static final int SHOWN_KEY = 0x10;

  private enum Content {
    SHOWN_KEY,
    SHOWN,
    HIDDEN,
    /** No frame, or none that can be read. */
    UNKNOWN
  }

  private Av1Packet() {}

  /**
   * Returns whether a packet has a keyframe that is shown, or has no frame, or may have had one.
   */
  static boolean isKey(BytePointer data, int size) {
    Content content = content(data, size);
    return content == Content.SHOWN_KEY || content == Content.UNKNOWN;
  }

  /** Returns whether a packet has a frame that is shown, or may have had one, or has no frame. */
  static boolean isShown(BytePointer data, int size) {
    return content(data, size) != Content.HIDDEN;
  }

  private static Content content(BytePointer data, int size) {
    boolean hidden = false;
    int at = 0;
    while (at < size) {
      int header = data.get(at);
      int unit = header >> 3 & 15;
      at += (header & 4) != 0 ? 2 : 1;
      long length = (long) size - at;
      if ((header & 2) != 0) {
        length = 0;
        int value = 0x80;
        for (int i = 0; i < MAX_LENGTH_BYTES && (value & 0x80) != 0 && at < size; i++, at++) {
          value = data.get(at);
          length |= (value & 0x7fL) << (7 * i);
        }
      }
      if (header < 0 || length < 0 || length > size - at) {
        return Content.UNKNOWN;
      }
      if (length > 0 && (unit == FRAME_HEADER || unit == FRAME)) {
        byte frame = data.get(at);
        if (isShown(frame)) {
          return (frame & 0xf0) == SHOWN_KEY ? Content.SHOWN_KEY : Content.SHOWN;
        }
        hidden = true;
      } else if (length > 0 && unit == SEQUENCE_HEADER && isReduced(data.get(at))) {
        return Content.SHOWN_KEY;
      }
      at += (int) length;
    }
    return hidden ? Content.HIDDEN : Content.UNKNOWN;
  }

  /** An existing frame is shown, or behind the type of two bits the bit that shows this one. */
  private static boolean isShown(byte frameHeader) {
    return (frameHeader & 0x80) != 0 || (frameHeader & 0x10) != 0;
  }

  /** Still pictures may have a header without these bits. */
  private static boolean isReduced(byte sequenceHeader) {
    return (sequenceHeader & 0x08) != 0;
  }
}

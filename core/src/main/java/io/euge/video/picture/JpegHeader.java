package io.euge.video.picture;

import org.bytedeco.javacpp.BytePointer;

/** Reads the headers of JPEG pictures (ITU-T T.81, annex B) up to the first scan. */
final class JpegHeader {
  private static final int FIRST_FRAME = 0xC0;
  private static final int CODES = 0xC4;
  private static final int LAST_FRAME = 0xCF;
  private static final int START = 0xD8;
  private static final int END = 0xD9;
  private static final int SCAN = 0xDA;
  private static final int QUANTIZATION = 0xDB;

  /** The height that the container declares. */
  private final int height;

  private final ParameterSets tables = new ParameterSets();

  /** The size of the last picture; 0 before any. */
  private int lines;

  private int columns;

  /** Whether pictures are fields, as the decoder takes them. */
  private boolean interlaced;

  private boolean isLow;
  private boolean isPair;

  /** The packet that is searched, for byte by byte an array is several times as fast. */
  private byte[] copy = new byte[0];

  private int quantizations;
  private int codes;

  JpegHeader(int height) {
    this.height = height;
  }

  /** Reads a packet. */
  void read(BytePointer data, int size) {
    tables.begin();
    isLow = false;
    isPair = false;
    quantizations = 0;
    codes = 0;
    int at = 0;
    while (at + 4 <= size) {
      int marker = data.get(at + 1) & 0xff;
      if (data.get(at) != -1 || marker < FIRST_FRAME || marker == START) {
        at++;
        continue;
      }
      if (marker == SCAN || marker == END) {
        isPair = isLow && hasPicture(data, at, size);
        return;
      }
      int length = (data.get(at + 2) & 0xff) << 8 | (data.get(at + 3) & 0xff);
      int next = at + 2 + length;
      if (next > size) {
        return;
      }
      readSegment(data, marker, at + 4, next);
      at = Math.max(next, at + 2);
    }
  }

  private void readSegment(BytePointer data, int marker, int from, int end) {
    if (marker == QUANTIZATION) {
      for (int at = from, length; at < end; at += length) {
        // B.2.4.1: 64 numbers of a byte or two.
        length = (data.get(at) & 0xf0) == 0 ? 65 : 129;
        add(data, marker, at, length, end);
        quantizations++;
      }
    } else if (marker == CODES) {
      for (int at = from, length; at + 17 <= end; at += length) {
        // B.2.4.2: how many codes there are of each length, then what they stand for.
        length = 17;
        for (int i = 1; i <= 16; i++) {
          length += data.get(at + i) & 0xff;
        }
        add(data, marker, at, length, end);
        codes++;
      }
    } else if (marker <= LAST_FRAME && marker != 0xC8 && marker != 0xCC && from + 5 <= end) {
      readSize(
          (data.get(from + 1) & 0xff) << 8 | (data.get(from + 2) & 0xff),
          (data.get(from + 3) & 0xff) << 8 | (data.get(from + 4) & 0xff));
    }
  }

  private void readSize(int newLines, int newColumns) {
    isLow = newLines < height * 3L / 4;
    if (newLines != lines || newColumns != columns) {
      interlaced = lines == 0 && isLow;
      lines = newLines;
      columns = newColumns;
    }
  }

  private void add(BytePointer data, int marker, int at, int length, int end) {
    if (at + length <= end) {
      int table = data.get(at) & (marker == QUANTIZATION ? 0xf : 0xff);
      tables.add(marker << 8 | table, data, at, length);
    }
  }

  /**
   * Returns whether a decoder that begins with the packet takes it for one field of an interlaced
   * frame.
   */
  boolean mayBeField() {
    return isLow && !isPair;
  }

  /** Returns whether the decoder takes the packet for a field, since the first one was low too. */
  boolean isField() {
    return interlaced && !isPair;
  }

  /** Returns whether another picture, the second field, begins behind this place. */
  private boolean hasPicture(BytePointer data, int from, int size) {
    if (copy.length < size) {
      copy = new byte[2 * size];
    }
    data.get(copy, 0, size);
    for (int i = from; i + 2 < size; i++) {
      if (copy[i] == -1 && (copy[i + 1] & 0xff) == START && copy[i + 2] == -1) {
        return true;
      }
    }
    return false;
  }

  /** Returns whether the picture has all tables that are in force. */
  boolean hasTables() {
    return tables.areAtHand();
  }

  /** Returns whether the picture has tables of both kinds, so that it needs none before it. */
  boolean isComplete() {
    return quantizations > 0 && codes > 0;
  }
}

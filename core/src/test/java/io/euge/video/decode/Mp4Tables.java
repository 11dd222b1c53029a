package io.euge.video.decode;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Changes the tables of MP4 files in which they are behind the media (ISO/IEC 14496-12), so that no
 * offset changes.
 */
final class Mp4Tables {
  private static final int HEADER = 8;
  private static final int FULL_HEADER = 16;

  private Mp4Tables() {}

  /** Returns where the first boxes of these types begin, each inside the one before. */
  static int[] find(byte[] file, String... types) {
    ByteBuffer bytes = ByteBuffer.wrap(file);
    int[] found = new int[types.length];
    int at = 0;
    for (int i = 0; i < types.length; i++) {
      while (!types[i].equals(new String(file, at + 4, 4, StandardCharsets.ISO_8859_1))) {
        at += bytes.getInt(at);
      }
      found[i] = at;
      at += HEADER;
    }
    return found;
  }

  /** Inserts bytes, by which all these boxes grow. */
  static byte[] insert(byte[] file, int at, byte[] bytes, int... boxes) {
    ByteBuffer edited = ByteBuffer.allocate(file.length + bytes.length);
    edited.put(file, 0, at).put(bytes).put(file, at, file.length - at);
    for (int box : boxes) {
      edited.putInt(box, edited.getInt(box) + bytes.length);
    }
    return edited.array();
  }

  /** Adds a box to the end of the first sample description of the first track. */
  static byte[] describe(byte[] file, byte[] box) {
    int[] tables = find(file, "moov", "trak", "mdia", "minf", "stbl", "stsd");
    int[] boxes = Arrays.copyOf(tables, tables.length + 1);
    int entry = tables[tables.length - 1] + FULL_HEADER;
    boxes[tables.length] = entry;
    return insert(file, entry + ByteBuffer.wrap(file).getInt(entry), box, boxes);
  }
}

package io.euge.video.demux.length;

import io.euge.video.VideoBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Reads the declared length of the packets of an ASF or WMV file (Advanced Systems Format, 3 and
 * 5). An object is an identifier of 16 bytes, a length and its content; the first is the header,
 * which has objects, and the second has the packets.
 */
final class AsfLength {
  private static final long HEADER = 0x11CF668E75B22630L;
  private static final long PROPERTIES = 0x11CFA9478CABDCA1L;
  private static final long DATA = 0x11CF668E75B22636L;
  private static final int START = 24;

  /** Behind the first object's start: a number of objects, and two bytes. */
  private static final int HEADER_BYTES = 30;

  private static final int FLAGS = 88;
  private static final int DATA_BYTES = 50;
  private static final int MAX_OBJECTS = 1000;

  private AsfLength() {}

  /** Returns the bytes that the file declares and does not have; 0 if it is complete or unknown. */
  static long missing(VideoBytes file) throws IOException {
    ByteBuffer header = read(file, 0);
    if (header.remaining() < START || header.getLong(0) != HEADER) {
      return 0;
    }
    long data = header.getLong(16);
    long length = file.length();
    if (data < HEADER_BYTES || data > length - START || isLive(file, data)) {
      return 0;
    }
    ByteBuffer packets = read(file, data);
    if (packets.remaining() < START || packets.getLong(0) != DATA) {
      return 0;
    }
    long size = packets.getLong(16);
    return size <= DATA_BYTES || size > Long.MAX_VALUE / 2 ? 0 : Math.max(0, data + size - length);
  }

  /** Returns whether the lengths do not count: it was sent while it was written. */
  private static boolean isLive(VideoBytes file, long end) throws IOException {
    long at = HEADER_BYTES;
    for (int i = 0; i < MAX_OBJECTS && at < end; i++) {
      ByteBuffer object = read(file, at);
      if (object.remaining() < FLAGS + 4) {
        return false;
      }
      if (object.getLong(0) == PROPERTIES) {
        return (object.getInt(FLAGS) & 1) != 0;
      }
      long size = object.getLong(16);
      if (size < START || size > end - at) {
        return false;
      }
      at += size;
    }
    return false;
  }

  private static ByteBuffer read(VideoBytes file, long at) throws IOException {
    return file.read(at, FLAGS + 4).order(ByteOrder.LITTLE_ENDIAN);
  }
}

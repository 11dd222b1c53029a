package io.euge.video;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/**
 * How long a Matroska or WebM file says it is. FFmpeg takes one that was cut short for whole.
 *
 * <p>RFC 8794, section 4: an element is an identifier, a size of 1 to 8 bytes whose leading zero
 * bits tell its length, and that many bytes. RFC 9559, section 6: the file is a header element and
 * a segment element.
 */
final class MatroskaLength {
  private static final int HEADER = 0x1A45DFA3;
  private static final int SEGMENT = 0x18538067;

  private MatroskaLength() {}

  /** Bytes that the file declares and does not have; 0 if it is whole or does not tell. */
  static long missing(Path file) throws IOException {
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      if (in.length() < 32 || in.readInt() != HEADER) {
        return 0;
      }
      long header = size(in);
      if (header < 0 || header > in.length() - in.getFilePointer() - 16) {
        return 0;
      }
      in.seek(in.getFilePointer() + header);
      if (in.readInt() != SEGMENT) {
        return 0;
      }
      long segment = size(in);
      return segment < 0 ? 0 : Math.max(0, segment - (in.length() - in.getFilePointer()));
    }
  }

  /** The size, or -1 if it is unknown, as a live recording leaves it. */
  private static long size(RandomAccessFile in) throws IOException {
    int first = in.readUnsignedByte();
    int more = Integer.numberOfLeadingZeros(first) - 24;
    if (more > 7) {
      return -1;
    }
    long size = first & (0x7F >> more);
    long unknown = 0x7F >> more;
    for (int i = 0; i < more; i++) {
      size = size << 8 | in.readUnsignedByte();
      unknown = unknown << 8 | 0xFF;
    }
    return size == unknown ? -1 : size;
  }
}

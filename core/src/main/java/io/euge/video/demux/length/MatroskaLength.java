package io.euge.video.demux.length;

import io.euge.video.VideoBytes;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Reads the declared length of a Matroska or WebM file. FFmpeg does not notice that one is
 * truncated.
 *
 * <p>RFC 8794, section 4: an element is an identifier, a size of 1 to 8 bytes whose leading zero
 * bits encode its length, and that many bytes. RFC 9559, section 6: the file is a header element
 * and a segment element.
 */
final class MatroskaLength {
  private static final int HEADER = 0x1A45DFA3;
  private static final int SEGMENT = 0x18538067;

  private MatroskaLength() {}

  /** Returns the bytes that the file declares and does not have; 0 if it is complete or unknown. */
  static long missing(VideoBytes file) throws IOException {
    long length = file.length();
    ByteBuffer head = file.read(0, 16);
    if (length < 32 || head.remaining() < 16 || head.getInt() != HEADER) {
      return 0;
    }
    long header = size(head);
    if (header < 0 || header > length - head.position() - 16) {
      return 0;
    }
    long start = head.position() + header;
    ByteBuffer body = file.read(start, 16);
    if (body.remaining() < 12 || body.getInt() != SEGMENT) {
      return 0;
    }
    long segment = size(body);
    return segment < 0 ? 0 : Math.max(0, segment - (length - start - body.position()));
  }

  /** Reads a size; -1 if it is unknown, as a live recording leaves it. */
  private static long size(ByteBuffer in) {
    int first = (in.get() & 0xFF);
    int more = Integer.numberOfLeadingZeros(first) - 24;
    if (more > 7) {
      return -1;
    }
    long size = first & (0x7F >> more);
    long unknown = 0x7F >> more;
    for (int i = 0; i < more; i++) {
      size = size << 8 | (in.get() & 0xFF);
      unknown = unknown << 8 | 0xFF;
    }
    return size == unknown ? -1 : size;
  }
}

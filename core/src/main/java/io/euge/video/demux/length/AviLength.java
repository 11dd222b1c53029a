package io.euge.video.demux.length;

import io.euge.video.VideoBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Reads the declared lengths of the lists of an AVI file that have its packets. An AVI file is one
 * or, with more than a gigabyte, several RIFF chunks. A chunk is an identifier, a length and so
 * many bytes, an even number of them; a list is a chunk with chunks behind a second identifier.
 */
final class AviLength {
  private static final int RIFF = 0x46464952;
  private static final int LIST = 0x5453494c;
  private static final int MOVI = 0x69766f6d;
  private static final int HEADER = 8;
  private static final int MAX_CHUNKS = 1000;

  /** Recorders that were not stopped leave zero, or the highest number with or without a sign. */
  private static final long UNKNOWN = Integer.MAX_VALUE;

  private AviLength() {}

  /** Returns the bytes that the file declares and does not have; 0 if it is complete or unknown. */
  static long missing(VideoBytes file) throws IOException {
    long length = file.length();
    long riff = 0;
    for (int i = 0; i < MAX_CHUNKS && riff + HEADER + 4 <= length; i++) {
      ByteBuffer header = header(file, riff);
      if (header.remaining() < HEADER + 4 || header.getInt(0) != RIFF) {
        return 0;
      }
      long size = header.getInt(4) & 0xffffffffL;
      long missing = missing(file, riff + HEADER + 4);
      if (missing != 0 || size == 0 || size >= UNKNOWN) {
        return Math.max(0, missing);
      }
      riff += HEADER + size + (size & 1);
    }
    return 0;
  }

  /** Returns the bytes that the packets in a RIFF chunk lack; -1 if unknown. */
  private static long missing(VideoBytes file, long start) throws IOException {
    long length = file.length();
    long at = start;
    for (int i = 0; i < MAX_CHUNKS; i++) {
      ByteBuffer header = header(file, at);
      if (header.remaining() < HEADER + 4) {
        return 0;
      }
      long size = header.getInt(4) & 0xffffffffL;
      if (header.getInt(0) == LIST && header.getInt(HEADER) == MOVI) {
        boolean known = size > 4 && size < UNKNOWN;
        // Fewer bytes are no packet: some writers count the header twice.
        long missing = at + HEADER + size - length;
        return !known ? -1 : missing > HEADER ? missing : 0;
      }
      at += HEADER + size + (size & 1);
    }
    return 0;
  }

  private static ByteBuffer header(VideoBytes file, long at) throws IOException {
    return file.read(at, HEADER + 4).order(ByteOrder.LITTLE_ENDIAN);
  }
}

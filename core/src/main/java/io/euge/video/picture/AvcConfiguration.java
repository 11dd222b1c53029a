package io.euge.video.picture;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_H264;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import org.bytedeco.javacpp.BytePointer;

/**
 * H.264's decoder configuration record (ISO/IEC 14496-15, 5.3.3.1). It says that the packets have
 * lengths before their units. Some recorders write start codes all the same; the decoder notices,
 * FFmpeg's parser does not.
 */
final class AvcConfiguration {
  private static final byte[] START_CODE = {0, 0, 0, 1};
  private static final int HEADER_BYTES = 7;

  private AvcConfiguration() {}

  /** Returns whether parameters of a codec are such a record, with lengths of four bytes. */
  static boolean is(int codecId, byte[] extradata) {
    return codecId == AV_CODEC_ID_H264
        && extradata.length >= HEADER_BYTES
        && extradata[0] == 1
        && (extradata[4] & 3) == 3;
  }

  /**
   * Returns whether a packet has start codes, as the decoder finds out.
   *
   * @param before what was found for the packet before
   */
  static boolean hasStartCodes(BytePointer data, int size, boolean before) {
    if (size < 9) {
      return before;
    }
    int first = integer(data, 0);
    if (first == 1) {
      return before || Integer.compareUnsigned(integer(data, 5), size) > 0;
    }
    return before && (first <= 0 || first > size);
  }

  private static int integer(BytePointer data, int at) {
    int value = 0;
    for (int i = at; i < at + 4; i++) {
      value = value << 8 | (data.get(i) & 0xff);
    }
    return value;
  }

  /** Returns the record's parameter sets with start codes; those that are there if it is cut. */
  static byte[] parameterSets(byte[] extradata) {
    ByteArrayOutputStream sets = new ByteArrayOutputStream();
    ByteBuffer record = ByteBuffer.wrap(extradata).position(5);
    for (int mask : new int[] {0x1f, 0xff}) {
      copySets(record, record.hasRemaining() ? record.get() & mask : 0, sets);
    }
    return sets.toByteArray();
  }

  /** Copies so many sets of a record, each with a length of two bytes, behind start codes. */
  static void copySets(ByteBuffer record, int count, ByteArrayOutputStream sets) {
    for (int i = 0; i < count && record.remaining() >= 2; i++) {
      byte[] set = new byte[Math.min(record.getShort() & 0xffff, record.remaining())];
      record.get(set);
      sets.writeBytes(START_CODE);
      sets.writeBytes(set);
    }
  }
}

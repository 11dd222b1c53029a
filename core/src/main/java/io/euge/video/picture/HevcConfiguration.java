package io.euge.video.picture;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** HEVC's decoder configuration record (ISO/IEC 14496-15, 8.3.3.1). */
final class HevcConfiguration {
  private static final int HEADER_BYTES = 22;

  private HevcConfiguration() {}

  /** Returns the record's parameter sets with start codes; those that are there if it is cut. */
  static byte[] parameterSets(byte[] extradata) {
    ByteArrayOutputStream sets = new ByteArrayOutputStream();
    ByteBuffer record = ByteBuffer.wrap(extradata).position(HEADER_BYTES);
    int arrays = record.hasRemaining() ? record.get() & 0xff : 0;
    for (int i = 0; i < arrays && record.remaining() >= 3; i++) {
      record.get();
      AvcConfiguration.copySets(record, record.getShort() & 0xffff, sets);
    }
    return sets.toByteArray();
  }
}

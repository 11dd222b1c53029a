package io.euge.video.picture;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_H263I;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_WMV2;

import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.javacpp.BytePointer;

/** Recognizes packets that say that nothing changes, for which the decoder outputs no frame. */
final class SkippedPicture {
  private static final int BLOCK = 16;
  private static final int H263I_BYTES = 8;

  private static final int QUANTIZER_BITS = 5;

  private static final int ROWS = 2;
  private static final int COLUMNS = 3;

  private final BitReader bits = BitReader.ofBytes();

  /** Returns whether the decoder of a codec outputs no frame for a packet. */
  boolean is(AVCodecContext codec, int codecId, BytePointer data, int size) {
    return switch (codecId) {
      case AV_CODEC_ID_H263I -> size == H263I_BYTES;
      case AV_CODEC_ID_WMV2 -> isSkippedWmv2(codec, data, size);
      default -> false;
    };
  }

  /** A predicted picture of which each row of blocks, or each column, is marked as skipped. */
  private boolean isSkippedWmv2(AVCodecContext codec, BytePointer data, int size) {
    bits.begin(data, 0, size);
    boolean isPredicted = bits.nextFlag();
    bits.skip(QUANTIZER_BITS);
    int type = bits.next(2);
    if (!isPredicted || type < ROWS) {
      return false;
    }
    int pixels = type == COLUMNS ? codec.width() : codec.height();
    int marks = (pixels + BLOCK - 1) / BLOCK;
    while (marks > 0 && bits.nextFlag()) {
      marks--;
    }
    return marks == 0;
  }
}

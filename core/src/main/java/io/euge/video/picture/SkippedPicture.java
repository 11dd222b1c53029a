package io.euge.video.picture;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_H263I;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_WMV2;

import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.javacpp.BytePointer;

/** Recognizes packets that say that nothing changes, for which the decoder outputs no frame. */
final class SkippedPicture {
  private static final int BLOCK = 16;
  private static final int H263I_BYTES = 8;

  /** WMV2: behind the type and the quantizer. */
  private static final int SKIP_TYPE = 6;

  private static final int ROWS = 2;
  private static final int COLUMNS = 3;

  private SkippedPicture() {}

  /** Returns whether the decoder of a codec outputs no frame for a packet. */
  static boolean is(AVCodecContext codec, int codecId, BytePointer data, int size) {
    return switch (codecId) {
      case AV_CODEC_ID_H263I -> size == H263I_BYTES;
      case AV_CODEC_ID_WMV2 -> isSkippedWmv2(codec, data, size);
      default -> false;
    };
  }

  /** A predicted picture of which each row of blocks, or each column, is marked as skipped. */
  private static boolean isSkippedWmv2(AVCodecContext codec, BytePointer data, int size) {
    int first = data.get(0) & 0xff;
    int type = first & 3;
    if (first < 0x80 || type < ROWS) {
      return false;
    }
    int pixels = type == COLUMNS ? codec.width() : codec.height();
    int marks = (pixels + BLOCK - 1) / BLOCK;
    for (int i = SKIP_TYPE + 2; i < SKIP_TYPE + 2 + marks; i++) {
      if (i >= Byte.SIZE * size || (data.get(i >> 3) >> (7 - (i & 7)) & 1) == 0) {
        return false;
      }
    }
    return true;
  }
}

package io.euge.video.picture;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_FLV1;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_H263;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MSMPEG4V1;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MSMPEG4V2;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MSMPEG4V3;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_WMV1;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_WMV2;

import org.bytedeco.javacpp.BytePointer;

/**
 * Reads the type of pictures of H.263 and its relatives, whose packets are all marked as keyframes
 * by some writers.
 */
final class H263Picture {
  private static final int MIN_HEADER_BYTES = 9;

  private H263Picture() {}

  /** Returns whether a picture is intra coded; of other codecs always. */
  static boolean isIntra(int codecId, BytePointer data, int size) {
    if (size < MIN_HEADER_BYTES) {
      return true;
    }
    return switch (codecId) {
      case AV_CODEC_ID_MSMPEG4V1 -> bits(data, 37, 2) == 0;
      case AV_CODEC_ID_MSMPEG4V2, AV_CODEC_ID_MSMPEG4V3, AV_CODEC_ID_WMV1 -> bits(data, 0, 2) == 0;
      case AV_CODEC_ID_WMV2 -> bits(data, 0, 1) == 0;
      case AV_CODEC_ID_FLV1 -> isIntraFlv(data);
      case AV_CODEC_ID_H263 -> isIntraH263(data);
      default -> true;
    };
  }

  /** Adobe's video file format, 10.1: annex E.4.3.1, picture types of Sorenson's H.263. */
  private static boolean isIntraFlv(BytePointer data) {
    int sizes = bits(data, 30, 3);
    int dimensions = sizes == 0 ? 16 : sizes == 1 ? 32 : 0;
    return bits(data, 33 + dimensions, 2) == 0;
  }

  /** ITU-T H.263, 5.1.3 and 5.1.4.3. */
  private static boolean isIntraH263(BytePointer data) {
    if (bits(data, 35, 3) != 7) {
      return bits(data, 38, 1) == 0;
    }
    // The extended type; its optional part of 18 bits comes first if the update bit says so.
    int update = bits(data, 38, 3);
    return bits(data, update == 1 ? 59 : 41, 3) == 0;
  }

  private static int bits(BytePointer data, int from, int count) {
    int value = 0;
    for (int i = from; i < from + count; i++) {
      value = value << 1 | (data.get(i >> 3) >> (7 - (i & 7)) & 1);
    }
    return value;
  }
}

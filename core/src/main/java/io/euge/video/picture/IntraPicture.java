package io.euge.video.picture;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_AV1;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_FFV1;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_FLV1;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_H263;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_H263I;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MSMPEG4V1;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MSMPEG4V2;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MSMPEG4V3;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_THEORA;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_VP8;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_VP9;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_WMV1;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_WMV2;

import org.bytedeco.javacpp.BytePointer;

/**
 * Reads whether pictures are intra coded, of codecs that output them as they are decoded. Some
 * writers mark all packets as keyframes, others none.
 */
final class IntraPicture {
  /** FFV1 (RFC 9043, 3.8.1): the range coder's first 16 bits from which on the first bit is set. */
  private static final int FFV1_KEY = 0x7f80;

  private IntraPicture() {}

  /** Returns whether a picture is intra coded; of other codecs always. */
  static boolean isIntra(int codecId, BytePointer data, int size) {
    return switch (codecId) {
      // RFC 6386, 9.1.
      case AV_CODEC_ID_VP8 -> bits(data, 7, 1) == 0;
      case AV_CODEC_ID_VP9 -> isIntraVp9(data);
      case AV_CODEC_ID_AV1 -> Av1Packet.isKey(data, size);
      // Theora, 7.1: the highest bit says that it is a header.
      case AV_CODEC_ID_THEORA -> bits(data, 0, 2) == 0;
      case AV_CODEC_ID_FFV1 -> size > 1 && bits(data, 0, 16) >= FFV1_KEY;
      default -> isIntraH263(codecId, data, size);
    };
  }

  /** A picture in which nothing changes may be shorter than the header of another. */
  private static boolean isIntraH263(int codecId, BytePointer data, int size) {
    return switch (codecId) {
      case AV_CODEC_ID_MSMPEG4V1 -> isZero(data, size, 37, 2);
      case AV_CODEC_ID_MSMPEG4V2, AV_CODEC_ID_MSMPEG4V3, AV_CODEC_ID_WMV1 ->
          isZero(data, size, 0, 2);
      case AV_CODEC_ID_WMV2 -> isZero(data, size, 0, 1);
      case AV_CODEC_ID_FLV1 -> isIntraFlv(data, size);
      // Intel's has a type of its own behind the same fields.
      case AV_CODEC_ID_H263I -> isZero(data, size, 38, 1);
      case AV_CODEC_ID_H263 -> isIntraH263(data, size);
      default -> true;
    };
  }

  /** Returns whether the packet has these bits, and they are zero. */
  private static boolean isZero(BytePointer data, int size, int from, int count) {
    return from + count <= Byte.SIZE * size && bits(data, from, count) == 0;
  }

  /** VP9 bitstream specification, 6.2. */
  private static boolean isIntraVp9(BytePointer data) {
    boolean profile3 = bits(data, 2, 2) == 3;
    // Behind a bit that says that an existing frame is shown.
    return bits(data, profile3 ? 5 : 4, 2) == 0;
  }

  /** Adobe's video file format, 10.1: annex E.4.3.1, picture types of Sorenson's H.263. */
  private static boolean isIntraFlv(BytePointer data, int size) {
    if (size < 5) {
      return false;
    }
    int sizes = bits(data, 30, 3);
    int dimensions = sizes == 0 ? 16 : sizes == 1 ? 32 : 0;
    return isZero(data, size, 33 + dimensions, 2);
  }

  /** ITU-T H.263, 5.1.3 and 5.1.4.3. */
  private static boolean isIntraH263(BytePointer data, int size) {
    if (size < 6) {
      return isZero(data, size, 38, 1) && bits(data, 35, 3) != 7;
    }
    if (bits(data, 35, 3) != 7) {
      return bits(data, 38, 1) == 0;
    }
    // The extended type; its optional part of 18 bits comes first if the update bit says so.
    int update = bits(data, 38, 3);
    return isZero(data, size, update == 1 ? 59 : 41, 3);
  }

  private static int bits(BytePointer data, int from, int count) {
    int value = 0;
    for (int i = from; i < from + count; i++) {
      value = value << 1 | (data.get(i >> 3) >> (7 - (i & 7)) & 1);
    }
    return value;
  }
}

package io.euge.video.decode;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_H264;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_HEVC;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MJPEG;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.javacpp.BytePointer;

/**
 * Searches the packet of a picture for a message of its codec that says how the picture is turned
 * for display. It only tells whether there may be one, so that a picture is decoded for its
 * orientation only where it has one.
 */
final class OrientationSearch {
  private static final byte[] EXIF = "Exif\0\0".getBytes(StandardCharsets.ISO_8859_1);

  /** An EXIF segment begins within the first segments of a JPEG picture. */
  private static final int EXIF_BYTES = 1 << 16;

  private static final int HVCC_ARRAYS = 22;

  private OrientationSearch() {}

  /** Returns whether the codec may say how a picture is turned. */
  static boolean mayFind(AVCodecParameters parameters, AVPacket packet) {
    ByteBuffer extradata = bytes(parameters.extradata(), parameters.extradata_size());
    ByteBuffer data = bytes(packet.data(), packet.size());
    return switch (parameters.codec_id()) {
      case AV_CODEC_ID_H264 -> SeiMessages.H264.hasOrientation(data, lengthSize(extradata, 4));
      case AV_CODEC_ID_HEVC ->
          SeiMessages.HEVC.hasOrientation(data, lengthSize(extradata, 21)) || isInHeader(extradata);
      case AV_CODEC_ID_MJPEG -> hasExif(data);
      default -> false;
    };
  }

  private static ByteBuffer bytes(BytePointer data, int size) {
    return data == null || data.isNull() || size <= 0
        ? ByteBuffer.allocate(0)
        : data.capacity(size).asByteBuffer();
  }

  /**
   * Returns the bytes of the length before each NAL unit (ISO/IEC 14496-15, 5.3.3.1 and 8.3.3.1); 0
   * where start codes separate them.
   */
  private static int lengthSize(ByteBuffer extradata, int at) {
    return extradata.limit() > at && extradata.get(0) == 1 ? (extradata.get(at) & 3) + 1 : 0;
  }

  /** Returns whether the header of an HEVC stream (ISO/IEC 14496-15, 8.3.3.1) has a message. */
  private static boolean isInHeader(ByteBuffer extradata) {
    if (lengthSize(extradata, HVCC_ARRAYS) == 0) {
      return SeiMessages.HEVC.hasOrientation(extradata, 0);
    }
    int at = HVCC_ARRAYS;
    for (int arrays = extradata.get(at++) & 0xff; arrays > 0; arrays--) {
      if (at + 3 > extradata.limit()) {
        return false;
      }
      int units = extradata.getShort(at + 1) & 0xffff;
      at += 3;
      for (; units > 0 && at + 2 <= extradata.limit(); units--) {
        int length = extradata.getShort(at) & 0xffff;
        at += 2;
        if (length > extradata.limit() - at) {
          return false;
        }
        if (SeiMessages.HEVC.hasOrientation(extradata, at, at + length)) {
          return true;
        }
        at += length;
      }
    }
    return false;
  }

  private static boolean hasExif(ByteBuffer data) {
    int end = Math.min(data.limit(), EXIF_BYTES) - EXIF.length;
    for (int at = 0; at <= end; at++) {
      int same = 0;
      while (same < EXIF.length && data.get(at + same) == EXIF[same]) {
        same++;
      }
      if (same == EXIF.length) {
        return true;
      }
    }
    return false;
  }
}

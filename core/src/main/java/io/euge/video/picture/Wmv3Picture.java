package io.euge.video.picture;

import static org.bytedeco.ffmpeg.global.avutil.AV_PICTURE_TYPE_B;
import static org.bytedeco.ffmpeg.global.avutil.AV_PICTURE_TYPE_I;
import static org.bytedeco.ffmpeg.global.avutil.AV_PICTURE_TYPE_P;

import org.bytedeco.javacpp.BytePointer;

/**
 * Reads the type of pictures of WMV 3, VC-1's simple and main profile (SMPTE 421M, 7.1.1 and annex
 * J), for which FFmpeg has no parser.
 */
final class Wmv3Picture {
  private final boolean hasRangeReduction;
  private final boolean hasBidirectional;
  private final boolean hasInterpolation;

  /**
   * @param extradata the sequence header
   */
  Wmv3Picture(byte[] extradata) {
    boolean complete = extradata.length >= 4;
    hasRangeReduction = complete && (extradata[3] & 0x80) != 0;
    hasBidirectional = complete && (extradata[3] & 0x70) != 0;
    hasInterpolation = complete && (extradata[3] & 0x02) != 0;
  }

  /** Returns FFmpeg's number of the type of the picture in a packet that is not empty. */
  int type(BytePointer data) {
    int header = (data.get(0) & 0xff) << (hasInterpolation ? 1 : 0) << 2;
    header <<= hasRangeReduction ? 1 : 0;
    if ((header & 0x80) != 0) {
      return AV_PICTURE_TYPE_P;
    }
    return hasBidirectional && (header & 0x40) == 0 ? AV_PICTURE_TYPE_B : AV_PICTURE_TYPE_I;
  }
}

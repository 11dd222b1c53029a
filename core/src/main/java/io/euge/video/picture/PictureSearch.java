package io.euge.video.picture;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MPEG1VIDEO;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MPEG2VIDEO;

import org.bytedeco.javacpp.BytePointer;

/** Searches pictures in bytes of a stream that are not divided into pictures yet. */
public final class PictureSearch {
  private static final byte[] NO_PARAMETERS = {};

  private PictureSearch() {}

  /** Returns whether bytes of a codec can be searched. */
  public static boolean knows(int codecId) {
    return PictureParser.hasUnits(codecId) || isMpeg(codecId);
  }

  private static boolean isMpeg(int codecId) {
    return codecId == AV_CODEC_ID_MPEG1VIDEO || codecId == AV_CODEC_ID_MPEG2VIDEO;
  }

  /**
   * Returns whether bytes that should have a picture have lost its beginning: those of MPEG-1 and
   * MPEG-2 if none begins there, those of H.264 and HEVC unless they are units of other kinds only.
   */
  public static boolean mayBeLost(int codecId, byte[] stream) {
    if (isMpeg(codecId)) {
      return !hasPictureHeader(stream);
    }
    try (BytePointer data = new BytePointer(stream)) {
      return new CodedUnits(codecId, NO_PARAMETERS).hasPicture(data, stream.length, true);
    }
  }

  /** ISO/IEC 13818-2, 6.2.3: the start code of a picture ends with a zero. */
  private static boolean hasPictureHeader(byte[] stream) {
    for (int i = 3; i < stream.length; i++) {
      if (stream[i] == 0 && stream[i - 1] == 1 && stream[i - 2] == 0 && stream[i - 3] == 0) {
        return true;
      }
    }
    return false;
  }
}

package io.euge.video.demux;

import static org.bytedeco.ffmpeg.global.avutil.AV_PICTURE_TYPE_B;
import static org.bytedeco.ffmpeg.global.avutil.AV_PICTURE_TYPE_I;
import static org.bytedeco.ffmpeg.global.avutil.AV_PICTURE_TYPE_NONE;
import static org.bytedeco.ffmpeg.global.avutil.AV_PICTURE_TYPE_P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PICTURE_TYPE_S;

import org.bytedeco.javacpp.BytePointer;

/** Reads the type of an MPEG-4 picture (ISO/IEC 14496-2, 6.2.5). */
final class Mpeg4Picture {
  /** Start code of a video object plane; two bits follow: I, P, B or sprite. */
  private static final int PLANE = 0x1B6;

  private static final int[] TYPES = {
    AV_PICTURE_TYPE_I, AV_PICTURE_TYPE_P, AV_PICTURE_TYPE_B, AV_PICTURE_TYPE_S
  };
  private static final int MAX_HEADER_BYTES = 256;

  private Mpeg4Picture() {}

  /** Returns FFmpeg's number of the type. */
  static int type(BytePointer data, int size) {
    int length = Math.min(size, MAX_HEADER_BYTES);
    int last4 = 0;
    for (int i = 0; i < length; i++) {
      int next = data.get(i) & 0xff;
      if (last4 == PLANE) {
        return TYPES[next >> 6];
      }
      last4 = last4 << 8 | next;
    }
    return AV_PICTURE_TYPE_NONE;
  }
}

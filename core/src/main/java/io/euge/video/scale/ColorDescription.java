package io.euge.video.scale;

import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_PAL;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_RGB;
import static org.bytedeco.ffmpeg.global.avutil.av_pix_fmt_desc_get;

import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVPixFmtDescriptor;

/**
 * What the numbers in a frame mean. Matrix, transfer and primaries are code points of ITU-T H.273,
 * which FFmpeg's constants are.
 *
 * @param family what the components are
 * @param depth bits of a component in planes that FFmpeg scales this frame to without loss: 8, 9,
 *     10, 12, 14 or 16
 * @param full whether all values of the components are used, not the "video" range alone
 */
record ColorDescription(
    Family family, int depth, boolean full, int matrix, int transfer, int primaries) {

  enum Family {
    /** Red, green and blue, which no matrix was applied to. */
    RGB,
    /** Luma alone. */
    GREY,
    /** Three components of one size. */
    YUV444,
    /** Luma, and smaller planes of the other two. */
    SUBSAMPLED
  }

  /**
   * @param format FFmpeg's name of the frame's pixel format
   */
  static ColorDescription of(AVFrame frame, String format) {
    AVPixFmtDescriptor pixels = av_pix_fmt_desc_get(frame.format());
    return new ColorDescription(
        family(pixels),
        depth(pixels.comp(0).depth()),
        frame.color_range() == AVCOL_RANGE_JPEG || format.startsWith("yuvj"),
        frame.colorspace(),
        frame.color_trc(),
        frame.color_primaries());
  }

  private static int depth(int bits) {
    if (bits <= 8) {
      return 8;
    } else if (bits <= 10) {
      return bits;
    }
    return bits <= 12 ? 12 : bits <= 14 ? 14 : 16;
  }

  /** Returns FFmpeg's name of a format of three planes that has all that this frame has. */
  String planarFormat() {
    return (family == Family.RGB ? "gbrp" : "yuv444p") + (depth == 8 ? "" : depth + "le");
  }

  private static Family family(AVPixFmtDescriptor pixels) {
    if ((pixels.flags() & (AV_PIX_FMT_FLAG_RGB | AV_PIX_FMT_FLAG_PAL)) != 0) {
      return Family.RGB;
    } else if (pixels.nb_components() < 3) {
      return Family.GREY;
    }
    boolean smaller = pixels.log2_chroma_w() > 0 || pixels.log2_chroma_h() > 0;
    return smaller ? Family.SUBSAMPLED : Family.YUV444;
  }
}

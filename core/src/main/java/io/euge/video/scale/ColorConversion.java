package io.euge.video.scale;

import static org.bytedeco.ffmpeg.global.avutil.AVCOL_PRI_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_PRI_RESERVED;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT2020_NCL;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_CHROMA_DERIVED_NCL;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_ICTCP;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_RESERVED;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_RGB;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_SMPTE170M;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_UNSPECIFIED;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_YCGCO;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_TRC_ARIB_STD_B67;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_TRC_SMPTE2084;
import static org.bytedeco.ffmpeg.global.avutil.av_color_primaries_name;
import static org.bytedeco.ffmpeg.global.avutil.av_color_space_name;

import io.euge.video.scale.ColorDescription.Family;
import org.bytedeco.javacpp.BytePointer;

/**
 * How the colors of a frame become RGB of BT.709 and standard range.
 *
 * @param refusal why they cannot, or null
 * @param matrix whose coefficients libswscale converts with, where there is no converter
 * @param converter converts after scaling what libswscale cannot convert, else null
 */
record ColorConversion(String refusal, int matrix, PixelConverter converter) {
  private static final String REMEDY =
      "; convert the video to BT.709, or correct what it declares if it is wrong (for H.264 with"
          + " ffmpeg's -bsf:v h264_metadata)";

  static ColorConversion of(ColorDescription color) {
    boolean pq = color.transfer() == AVCOL_TRC_SMPTE2084;
    boolean hlg = color.transfer() == AVCOL_TRC_ARIB_STD_B67;
    int declared = color.primaries();
    boolean unknown = declared <= AVCOL_PRI_RESERVED && declared != AVCOL_PRI_BT709;
    Primaries primaries = unknown && (pq || hlg) ? Primaries.BT2020 : Primaries.of(declared);
    boolean wide = pq || hlg || (primaries != null && primaries.isWide());
    int matrix = matrix(color, wide);
    String refusal = refusal(color, matrix, primaries, pq || hlg);
    if (refusal != null) {
      return new ColorConversion(refusal + REMEDY, matrix, null);
    }
    boolean ofLibswscale =
        color.family() == Family.RGB
            || color.family() == Family.GREY
            || (matrix != AVCOL_SPC_CHROMA_DERIVED_NCL
                && ComponentMatrix.isLumaAndDifferences(matrix));
    if (!wide && ofLibswscale) {
      return new ColorConversion(null, matrix, null);
    }
    ComponentMatrix components =
        color.family() == Family.RGB
            ? ComponentMatrix.ofPlanesGbr(color.depth())
            : ComponentMatrix.of(color, matrix, primaries);
    boolean lms = color.family() != Family.RGB && matrix == AVCOL_SPC_ICTCP;
    LightConversion light = wide ? LightConversion.of(pq, hlg, primaries, lms) : null;
    return new ColorConversion(null, matrix, new PixelConverter(components, light));
  }

  /** Returns the matrix that was applied: the declared one, or the usual one if none is. */
  private static int matrix(ColorDescription color, boolean wide) {
    int matrix = color.matrix();
    boolean unspecified = matrix == AVCOL_SPC_UNSPECIFIED || matrix == AVCOL_SPC_RESERVED;
    if (color.family() == Family.RGB) {
      return matrix;
    } else if (unspecified || color.family() == Family.GREY) {
      // Of gray, all give the same.
      return wide ? AVCOL_SPC_BT2020_NCL : AVCOL_SPC_SMPTE170M;
    }
    return matrix;
  }

  private static String refusal(
      ColorDescription color, int matrix, Primaries primaries, boolean hdr) {
    if (color.family() == Family.RGB) {
      return hdr && primaries == null ? primariesRefusal(color) : null;
    } else if (matrix == AVCOL_SPC_RGB) {
      return color.family() == Family.SUBSAMPLED
          ? "it declares RGB (color matrix gbr), but its chroma planes are smaller"
          : null;
    }
    boolean known =
        matrix == AVCOL_SPC_YCGCO
            || (matrix == AVCOL_SPC_ICTCP && hdr)
            || ComponentMatrix.isLumaAndDifferences(matrix);
    if (!known) {
      return "its color matrix "
          + name(av_color_space_name(matrix), matrix)
          + " is not supported"
          + (matrix == AVCOL_SPC_ICTCP ? " without PQ or HLG" : "");
    }
    boolean needed = hdr || matrix == AVCOL_SPC_CHROMA_DERIVED_NCL;
    return needed && primaries == null ? primariesRefusal(color) : null;
  }

  private static String primariesRefusal(ColorDescription color) {
    int code = color.primaries();
    return "its color primaries %s are not supported with this transfer function and matrix"
        .formatted(name(av_color_primaries_name(code), code));
  }

  private static String name(BytePointer name, int code) {
    return name == null || name.isNull() ? Integer.toString(code) : name.getString();
  }
}

package io.euge.video.scale;

import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT2020_NCL;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT470BG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_CHROMA_DERIVED_NCL;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_FCC;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_ICTCP;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_RGB;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_SMPTE170M;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_SMPTE240M;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_YCGCO;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_TRC_SMPTE2084;

/**
 * How three components of a frame, as numbers, become red, green and blue (of ICtCp: long, middle
 * and short) in [0, 1]: each is multiplied and shifted, then a matrix is applied. By ITU-T H.273,
 * 8.3, unless noted.
 */
final class ComponentMatrix {
  /** ICtCp from L'M'S' of PQ and of HLG: ITU-R BT.2100, table 7. */
  private static final double[] ICTCP_PQ = {
    2048, 2048, 0, 6610, -13613, 7003, 17933, -17390, -543,
  };

  private static final double[] ICTCP_HLG = {
    2048, 2048, 0, 3625, -7465, 3840, 9500, -9212, -288,
  };

  /** LMS from RGB of BT.2020: ITU-R BT.2100, table 7. */
  private static final double[] LMS = {1688, 2146, 262, 683, 2951, 462, 99, 309, 3688};

  private static final double ICTCP_UNIT = 4096;

  private final float[] factors;
  private final float[] offsets;

  private ComponentMatrix(float[] factors, float[] offsets) {
    this.factors = factors;
    this.offsets = offsets;
  }

  /** Returns nine factors, by rows, for the components in the order of their planes. */
  float[] factors() {
    return factors;
  }

  /** Returns three numbers that are added at the end. */
  float[] offsets() {
    return offsets;
  }

  /** Returns the matrix for planes of green, blue and red. */
  static ComponentMatrix ofPlanesGbr(int depth) {
    double unit = (1 << depth) - 1;
    return of(new double[] {0, 0, 1, 1, 0, 0, 0, 1, 0}, unit, unit, 0, 0);
  }

  /**
   * Returns the matrix for a frame that is not RGB.
   *
   * @param matrix RGB, YCgCo, ICtCp, or one that {@link #isLumaAndDifferences}
   */
  static ComponentMatrix of(ColorDescription color, int matrix, Primaries primaries) {
    int bits = color.depth();
    double step = 1 << (bits - 8);
    double all = (1 << bits) - 1;
    double middle = 1 << (bits - 1);
    double black = color.full() ? 0 : 16 * step;
    double luma = color.full() ? all : 219 * step;
    double chroma = color.full() ? all : 224 * step;
    if (matrix == AVCOL_SPC_RGB) {
      // The planes are green, blue and red.
      return of(new double[] {0, 0, 1, 1, 0, 0, 0, 1, 0}, luma, luma, black, black);
    } else if (matrix == AVCOL_SPC_YCGCO) {
      // Computed from RGB numbers of the same range, so that 219 is the unit of all three.
      return of(new double[] {1, -1, 1, 1, 1, 0, 1, -1, -1}, luma, luma, black, middle);
    } else if (matrix == AVCOL_SPC_ICTCP) {
      double[] m = color.transfer() == AVCOL_TRC_SMPTE2084 ? ICTCP_PQ : ICTCP_HLG;
      double[] scaled = m.clone();
      for (int i = 0; i < scaled.length; i++) {
        scaled[i] /= ICTCP_UNIT;
      }
      return of(Matrix3.invert(scaled), luma, chroma, black, middle);
    }
    double[] k = lumaShares(matrix, primaries);
    double red = 2 * (1 - k[0]);
    double blue = 2 * (1 - k[2]);
    double[] m = {
      1, 0, red, 1, -blue * k[2] / k[1], -red * k[0] / k[1], 1, blue, 0,
    };
    return of(m, luma, chroma, black, middle);
  }

  private static ComponentMatrix of(
      double[] m, double first, double others, double firstZero, double othersZero) {
    float[] factors = new float[9];
    float[] offsets = new float[3];
    for (int i = 0; i < 3; i++) {
      double a = m[3 * i] / first;
      double b = m[3 * i + 1] / others;
      double c = m[3 * i + 2] / others;
      factors[3 * i] = (float) a;
      factors[3 * i + 1] = (float) b;
      factors[3 * i + 2] = (float) c;
      offsets[i] = (float) -(a * firstZero + (b + c) * othersZero);
    }
    return new ComponentMatrix(factors, offsets);
  }

  /** Returns whether the matrix has luma that is a sum of shares of red, green and blue. */
  static boolean isLumaAndDifferences(int matrix) {
    return matrix == AVCOL_SPC_CHROMA_DERIVED_NCL || shares(matrix) != null;
  }

  private static double[] lumaShares(int matrix, Primaries primaries) {
    return matrix == AVCOL_SPC_CHROMA_DERIVED_NCL ? primaries.luminance() : shares(matrix);
  }

  private static double[] shares(int matrix) {
    if (matrix == AVCOL_SPC_BT709) {
      return shares(0.2126, 0.0722);
    } else if (matrix == AVCOL_SPC_FCC) {
      return shares(0.30, 0.11);
    } else if (matrix == AVCOL_SPC_BT470BG || matrix == AVCOL_SPC_SMPTE170M) {
      return shares(0.299, 0.114);
    } else if (matrix == AVCOL_SPC_SMPTE240M) {
      return shares(0.212, 0.087);
    }
    return matrix == AVCOL_SPC_BT2020_NCL ? shares(0.2627, 0.0593) : null;
  }

  private static double[] shares(double red, double blue) {
    return new double[] {red, 1 - red - blue, blue};
  }

  /** Returns the matrix from linear LMS of ICtCp to linear RGB of BT.2020. */
  static double[] lmsToRgb() {
    double[] scaled = LMS.clone();
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] /= ICTCP_UNIT;
    }
    return Matrix3.invert(scaled);
  }
}

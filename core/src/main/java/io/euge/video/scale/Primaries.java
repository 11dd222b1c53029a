package io.euge.video.scale;

import static org.bytedeco.ffmpeg.global.avutil.AVCOL_PRI_BT2020;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_PRI_BT470BG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_PRI_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_PRI_SMPTE170M;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_PRI_SMPTE240M;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_PRI_SMPTE432;

/**
 * Red, green and blue of a video, as chromaticities x, y of CIE 1931; white is D65 (0.3127,
 * 0.3290). The values are those of ITU-T H.273, table 2.
 */
enum Primaries {
  BT709(0.640, 0.330, 0.300, 0.600, 0.150, 0.060),
  BT470BG(0.640, 0.330, 0.290, 0.600, 0.150, 0.060),
  SMPTE170M(0.630, 0.340, 0.310, 0.595, 0.155, 0.070),
  BT2020(0.708, 0.292, 0.170, 0.797, 0.131, 0.046),
  DISPLAY_P3(0.680, 0.320, 0.265, 0.690, 0.150, 0.060);

  private static final double[] WHITE = xyz(0.3127, 0.3290);

  private final double redX;
  private final double redY;
  private final double greenX;
  private final double greenY;
  private final double blueX;
  private final double blueY;

  Primaries(double redX, double redY, double greenX, double greenY, double blueX, double blueY) {
    this.redX = redX;
    this.redY = redY;
    this.greenX = greenX;
    this.greenY = greenY;
    this.blueX = blueX;
    this.blueY = blueY;
  }

  /** Returns those of a code point of H.273, or null for one that is not listed here. */
  static Primaries of(int code) {
    if (code == AVCOL_PRI_BT709) {
      return BT709;
    } else if (code == AVCOL_PRI_BT470BG) {
      return BT470BG;
    } else if (code == AVCOL_PRI_SMPTE170M || code == AVCOL_PRI_SMPTE240M) {
      return SMPTE170M;
    } else if (code == AVCOL_PRI_BT2020) {
      return BT2020;
    }
    return code == AVCOL_PRI_SMPTE432 ? DISPLAY_P3 : null;
  }

  /** Returns whether colors lie far outside of BT.709. */
  boolean isWide() {
    return this == BT2020 || this == DISPLAY_P3;
  }

  /** Returns the share of linear red, green and blue in luminance. */
  double[] luminance() {
    double[] m = toXyz();
    return new double[] {m[3], m[4], m[5]};
  }

  /** Returns the matrix from linear RGB of these primaries to that of BT.709. */
  double[] toBt709() {
    return Matrix3.multiply(Matrix3.invert(BT709.toXyz()), toXyz());
  }

  /** Returns the matrix from linear RGB to CIE XYZ, by SMPTE RP 177. */
  private double[] toXyz() {
    double[] red = xyz(redX, redY);
    double[] green = xyz(greenX, greenY);
    double[] blue = xyz(blueX, blueY);
    double[] columns = {
      red[0], green[0], blue[0], red[1], green[1], blue[1], red[2], green[2], blue[2],
    };
    double[] amounts = Matrix3.apply(Matrix3.invert(columns), WHITE);
    return Matrix3.multiply(columns, Matrix3.diagonal(amounts));
  }

  private static double[] xyz(double x, double y) {
    return new double[] {x / y, 1, (1 - x - y) / y};
  }
}

package io.euge.video.scale;

import io.euge.testing.ClipWriter.Coding;

/**
 * Codes colors as the standards define it: the other direction than Euge, written apart from it.
 */
final class ColorCodings {
  private ColorCodings() {}

  /** Luma and color differences, with the shares of red and blue in luma. */
  static Coding differences(double kr, double kb, int bits, boolean full) {
    return (plane, rgb) -> differences(plane, red(rgb), green(rgb), blue(rgb), kr, kb, bits, full);
  }

  private static int differences(
      int plane, double r, double g, double b, double kr, double kb, int bits, boolean full) {
    double luma = kr * r + (1 - kr - kb) * g + kb * b;
    return switch (plane) {
      case 0 -> luma(luma, bits, full);
      case 1 -> chroma((b - luma) / (2 - 2 * kb), bits, full);
      default -> chroma((r - luma) / (2 - 2 * kr), bits, full);
    };
  }

  /** H.273: from numbers of RGB, of the video range if that is used. */
  static Coding ycgco(boolean full) {
    return (plane, rgb) -> {
      int r = luma(red(rgb), 8, full);
      int g = luma(green(rgb), 8, full);
      int b = luma(blue(rgb), 8, full);
      return (int)
          Math.max(
              0,
              Math.min(
                  255,
                  Math.round(
                      switch (plane) {
                        case 0 -> 0.5 * g + 0.25 * (r + b);
                        case 1 -> 0.5 * g - 0.25 * (r + b) + 128;
                        default -> 0.5 * (r - b) + 128;
                      })));
    };
  }

  static Coding identity(boolean full) {
    return (plane, rgb) ->
        luma(plane == 0 ? green(rgb) : plane == 1 ? blue(rgb) : red(rgb), 8, full);
  }

  /** BT.2020 of standard range: light by a gamma of 2.4. */
  static Coding wide() {
    return (plane, rgb) -> {
      double[] light = bt2020(rgb);
      return differences(
          plane, root(light[0]), root(light[1]), root(light[2]), 0.2627, 0.0593, 10, false);
    };
  }

  /** PQ with white at 203 cd/m², ITU-R BT.2408. */
  static Coding pq(boolean full) {
    return (plane, rgb) -> {
      double[] light = bt2020(rgb);
      return differences(plane, pq(light[0]), pq(light[1]), pq(light[2]), 0.2627, 0.0593, 10, full);
    };
  }

  /** HLG with white at 203 of 1000 cd/m². */
  static Coding hlg() {
    return (plane, rgb) -> {
      double[] shown = bt2020(rgb);
      double y = (0.2627 * shown[0] + 0.6780 * shown[1] + 0.0593 * shown[2]) * 0.203;
      double[] v = new double[3];
      for (int i = 0; i < 3; i++) {
        // ITU-R BT.2100, the inverse OOTF and the OETF.
        double scene = y == 0 ? 0 : shown[i] * 0.203 * Math.pow(y, (1 - 1.2) / 1.2);
        v[i] =
            scene <= 1 / 12.0
                ? Math.sqrt(3 * scene)
                : 0.17883277 * Math.log(12 * scene - 0.28466892) + 0.55991073;
      }
      return differences(plane, v[0], v[1], v[2], 0.2627, 0.0593, 10, false);
    };
  }

  /** ITU-R BT.2100, table 7. */
  static Coding ictcp() {
    return (plane, rgb) -> {
      double[] c = bt2020(rgb);
      double l = pq((1688 * c[0] + 2146 * c[1] + 262 * c[2]) / 4096);
      double m = pq((683 * c[0] + 2951 * c[1] + 462 * c[2]) / 4096);
      double s = pq((99 * c[0] + 309 * c[1] + 3688 * c[2]) / 4096);
      return switch (plane) {
        case 0 -> luma((l + m) / 2, 10, false);
        case 1 -> chroma((6610 * l - 13613 * m + 7003 * s) / 4096, 10, false);
        default -> chroma((17933 * l - 17390 * m - 543 * s) / 4096, 10, false);
      };
    };
  }

  /** Light in BT.2020 of a color as shown in BT.709, white 1: ITU-R BT.1886 and BT.2087. */
  private static double[] bt2020(int rgb) {
    double r = Math.pow(red(rgb), 2.4);
    double g = Math.pow(green(rgb), 2.4);
    double b = Math.pow(blue(rgb), 2.4);
    return new double[] {
      0.6274 * r + 0.3293 * g + 0.0433 * b,
      0.0691 * r + 0.9195 * g + 0.0114 * b,
      0.0164 * r + 0.0880 * g + 0.8956 * b
    };
  }

  private static double root(double light) {
    return Math.pow(light, 1 / 2.4);
  }

  private static double pq(double light) {
    double y = Math.pow(light * 203 / 10000, 0.1593017578125);
    return Math.pow((0.8359375 + 18.8515625 * y) / (1 + 18.6875 * y), 78.84375);
  }

  private static int luma(double value, int bits, boolean full) {
    double code = full ? value * ((1 << bits) - 1) : (219 * value + 16) * (1 << (bits - 8));
    return (int) Math.round(code);
  }

  private static int chroma(double value, int bits, boolean full) {
    double code = full ? value * ((1 << bits) - 1) : 224 * value * (1 << (bits - 8));
    return (int) Math.max(0, Math.min((1 << bits) - 1, Math.round(code + (1 << (bits - 1)))));
  }

  private static double red(int rgb) {
    return ((rgb >> 16) & 255) / 255.0;
  }

  private static double green(int rgb) {
    return ((rgb >> 8) & 255) / 255.0;
  }

  private static double blue(int rgb) {
    return (rgb & 255) / 255.0;
  }
}

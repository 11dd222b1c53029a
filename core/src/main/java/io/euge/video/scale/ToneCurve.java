package io.euge.video.scale;

import static java.lang.Math.exp;
import static java.lang.Math.max;
import static java.lang.Math.pow;
import static java.lang.Math.sqrt;

import java.util.function.DoubleUnaryOperator;

/**
 * The curves between the values of a video and the light that a display shows, as tables. Light of
 * 1 is the diffuse white of a video of standard range.
 */
final class ToneCurve {
  /** Intervals of a table: as many as a video of 12 bits has values. */
  static final int STEPS = 4096;

  /** Diffuse white in HDR video, in cd/m²: ITU-R BT.2408, table 1. */
  static final double REFERENCE_WHITE = 203;

  /** Brightest light that remains distinct from white, in cd/m²: the nominal peak of HLG. */
  static final double PEAK = 1000;

  /** The peak, as light. */
  static final float PEAK_LIGHT = (float) (PEAK / REFERENCE_WHITE);

  private static final double M1 = 2610.0 / 16384;
  private static final double M2 = 2523.0 / 4096 * 128;
  private static final double C1 = 3424.0 / 4096;
  private static final double C2 = 2413.0 / 4096 * 32;
  private static final double C3 = 2392.0 / 4096 * 32;

  /** The light of a PQ value in [0, 1]. */
  static final float[] PQ = table(v -> pq(v) / REFERENCE_WHITE);

  /** The light of the scene of an HLG value in [0, 1]. */
  static final float[] HLG = table(ToneCurve::hlg);

  /** The light of a value in [0, 1] of standard range: ITU-R BT.1886 with a black of 0. */
  static final float[] STANDARD = table(v -> pow(v, 2.4));

  /**
   * What light of the scene is multiplied by to be shown, by the square root of its luminance: the
   * OOTF of HLG, ITU-R BT.2100 table 5, for a display of 1000 cd/m², whose gamma is 1.2.
   */
  static final float[] HLG_GAIN = table(root -> PEAK_LIGHT * pow(root * root, 0.2));

  /** The factor that compresses light, by the square root of its part of the peak. */
  static final float[] COMPRESSION =
      table(
          root -> {
            double light = root * root * PEAK;
            return light == 0 ? 1 : compress(light) / light;
          });

  private static final byte[] ENCODED = new byte[STEPS + 1];

  static {
    for (int i = 0; i <= STEPS; i++) {
      double root = (double) i / STEPS;
      ENCODED[i] = (byte) Math.rint(255 * pow(root * root, 1 / 2.4));
    }
  }

  private ToneCurve() {}

  /** Returns the index in a table of a value in [0, 1]; values outside are clipped. */
  static int index(float value) {
    // Whole numbers are clipped many times as fast as Math.max and Math.min clip floats.
    int index = (int) (value * STEPS + 0.5f);
    return index < 0 ? 0 : index > STEPS ? STEPS : index;
  }

  /** Returns the index of the square root of a value in [0, 1]; values outside are clipped. */
  static int rootIndex(float value) {
    // Of a negative value it is not a number, which becomes 0.
    return index((float) sqrt(value));
  }

  /** Returns the 8 bit value of standard range for a light; it is clipped to [0, 1]. */
  static byte encode(float light) {
    return ENCODED[rootIndex(light)];
  }

  private static float[] table(DoubleUnaryOperator function) {
    float[] table = new float[STEPS + 1];
    for (int i = 0; i <= STEPS; i++) {
      table[i] = (float) function.applyAsDouble((double) i / STEPS);
    }
    return table;
  }

  /** Returns the light in cd/m² of a PQ value: the EOTF of ITU-R BT.2100, table 4. */
  static double pq(double value) {
    double p = pow(value, 1 / M2);
    return 10000 * pow(max(p - C1, 0) / (C2 - C3 * p), 1 / M1);
  }

  /** Returns the PQ value of a light in cd/m²: the inverse EOTF of ITU-R BT.2100, table 4. */
  static double inversePq(double light) {
    double y = pow(light / 10000, M1);
    return pow((C1 + C2 * y) / (1 + C3 * y), M2);
  }

  /** Returns the light of the scene of an HLG value: the inverse OETF of BT.2100, table 5. */
  static double hlg(double value) {
    double a = 0.17883277;
    double b = 1 - 4 * a;
    double c = 0.5 - a * Math.log(4 * a);
    return value <= 0.5 ? value * value / 3 : (exp((value - c) / a) + b) / 12;
  }

  /**
   * Compresses light of up to {@link #PEAK} to at most {@link #REFERENCE_WHITE}, both in cd/m²: the
   * EETF of ITU-R BT.2390, section 5.4.1, with a black of 0. Light below its knee stays as it is.
   */
  static double compress(double light) {
    double peak = inversePq(PEAK);
    double white = inversePq(REFERENCE_WHITE) / peak;
    double knee = 1.5 * white - 0.5;
    double value = inversePq(light) / peak;
    if (value < knee) {
      return light;
    }
    double t = (value - knee) / (1 - knee);
    double spline =
        (2 * t * t * t - 3 * t * t + 1) * knee
            + (t * t * t - 2 * t * t + t) * (1 - knee)
            + (-2 * t * t * t + 3 * t * t) * white;
    return pq(spline * peak);
  }
}

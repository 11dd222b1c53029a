package io.euge.video.scale;

/** How values in [0, 1] of HDR video, or of wide gamut, become light in the primaries of BT.709. */
final class LightConversion {
  private final float[] light;
  private final float[] toBt709;
  private final float[] luminance;
  private final boolean compressed;

  private LightConversion(float[] light, float[] toBt709, float[] luminance, boolean compressed) {
    this.light = light;
    this.toBt709 = toBt709;
    this.luminance = luminance;
    this.compressed = compressed;
  }

  /**
   * @param lms whether values are L'M'S' of ICtCp, not R'G'B'
   */
  static LightConversion of(boolean pq, boolean hlg, Primaries primaries, boolean lms) {
    float[] light = pq ? ToneCurve.PQ : hlg ? ToneCurve.HLG : ToneCurve.STANDARD;
    Primaries inside = lms ? Primaries.BT2020 : primaries;
    double[] matrix = inside.toBt709();
    double[] luminance = inside.luminance();
    if (lms) {
      double[] rgb = ComponentMatrix.lmsToRgb();
      matrix = Matrix3.multiply(matrix, rgb);
      luminance = Matrix3.apply(Matrix3.transpose(rgb), luminance);
    }
    return new LightConversion(light, floats(matrix), hlg ? floats(luminance) : null, pq || hlg);
  }

  /** Returns the light of each value, a table of {@link ToneCurve}. */
  float[] light() {
    return light;
  }

  /** Returns nine factors by rows, from that light to red, green and blue of BT.709. */
  float[] toBt709() {
    return toBt709;
  }

  /**
   * Returns three factors for that light, of the luminance that {@link ToneCurve#HLG_GAIN} takes;
   * null for other curves.
   */
  float[] luminance() {
    return luminance;
  }

  /** Returns whether light is compressed to standard range. */
  boolean compressed() {
    return compressed;
  }

  private static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }
}

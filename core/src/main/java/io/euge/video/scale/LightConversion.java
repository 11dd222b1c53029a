package io.euge.video.scale;

/**
 * How values in [0, 1] of HDR video, or of wide gamut, become light in the primaries of BT.709.
 *
 * @param light the light of each value, a table of {@link ToneCurve}
 * @param toBt709 nine factors by rows, from that light to red, green and blue of BT.709
 * @param luminance three factors for the light, of the luminance that {@link ToneCurve#HLG_GAIN}
 *     takes; null for other curves
 * @param compressed whether light is compressed to standard range
 */
record LightConversion(float[] light, float[] toBt709, float[] luminance, boolean compressed) {
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

  private static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }
}

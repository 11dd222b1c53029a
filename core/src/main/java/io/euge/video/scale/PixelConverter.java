package io.euge.video.scale;

import io.euge.video.Letterbox;

/**
 * Converts rows of three components to rows of RGB, in single precision and the same everywhere.
 *
 * @param components makes values in [0, 1] of the components
 * @param light what light the values are, or null where they are R'G'B' as they are shown
 */
record PixelConverter(ComponentMatrix components, LightConversion light) {
  private static final int UNSIGNED = 0xFFFF;
  private static final int WHITE = 255;

  /**
   * Converts a row.
   *
   * @param target red, green and blue of each pixel
   */
  void convert(short[] first, short[] second, short[] third, int width, byte[] target) {
    float[] m = components.factors();
    float[] add = components.offsets();
    for (int x = 0, to = 0; x < width; x++, to += Letterbox.CHANNELS) {
      int a = first[x] & UNSIGNED;
      int b = second[x] & UNSIGNED;
      int c = third[x] & UNSIGNED;
      float red = m[0] * a + m[1] * b + m[2] * c + add[0];
      float green = m[3] * a + m[4] * b + m[5] * c + add[1];
      float blue = m[6] * a + m[7] * b + m[8] * c + add[2];
      if (light == null) {
        target[to] = quantize(red);
        target[to + 1] = quantize(green);
        target[to + 2] = quantize(blue);
      } else {
        show(red, green, blue, target, to);
      }
    }
  }

  private void show(float red, float green, float blue, byte[] target, int to) {
    float[] lights = light.light();
    float a = lights[ToneCurve.index(red)];
    float b = lights[ToneCurve.index(green)];
    float c = lights[ToneCurve.index(blue)];
    float[] m = light.toBt709();
    float r = m[0] * a + m[1] * b + m[2] * c;
    float g = m[3] * a + m[4] * b + m[5] * c;
    float u = m[6] * a + m[7] * b + m[8] * c;
    float factor = 1;
    float[] y = light.luminance();
    if (y != null) {
      float luminance = y[0] * a + y[1] * b + y[2] * c;
      factor = ToneCurve.HLG_GAIN[ToneCurve.rootIndex(luminance)];
    }
    if (light.compressed()) {
      float brightest = r > g ? r : g;
      factor *= compression(factor * (brightest > u ? brightest : u));
    }
    target[to] = ToneCurve.encode(r * factor);
    target[to + 1] = ToneCurve.encode(g * factor);
    target[to + 2] = ToneCurve.encode(u * factor);
  }

  /** Returns the factor for a pixel, by its brightest component, so that its hue remains. */
  private static float compression(float brightest) {
    float part = brightest / ToneCurve.PEAK_LIGHT;
    return part >= 1 ? 1 / brightest : ToneCurve.COMPRESSION[ToneCurve.rootIndex(part)];
  }

  private static byte quantize(float value) {
    int level = (int) (value * WHITE + 0.5f);
    return (byte) (level < 0 ? 0 : level > WHITE ? WHITE : level);
  }
}

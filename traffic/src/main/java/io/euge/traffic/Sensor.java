package io.euge.traffic;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.util.random.RandomGenerator;

/** Simulates the sensor of an inexpensive camera: soft edges, uneven exposure and noise. */
final class Sensor {
  private final double noise;
  private final RandomGenerator random;
  private final double[] bell = new double[4096];
  private double gain = 1;
  private double vignette = 0.18;

  Sensor(double noise, RandomGenerator random) {
    this.noise = noise;
    this.random = random;
    for (int i = 0; i < bell.length; i++) {
      bell[i] = random.nextGaussian();
    }
  }

  /** Applies the effects to the image in place. */
  void expose(BufferedImage image) {
    gain += 0.004 * random.nextGaussian() + (1 - gain) * 0.05;
    int width = image.getWidth();
    int height = image.getHeight();
    int[] pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
    for (int y = 0; y < height; y++) {
      double v = (y - height / 2.0) / height;
      for (int x = 0; x < width; x++) {
        double u = (x - width / 2.0) / width;
        double light = gain * (1 - vignette * 2 * (u * u + v * v));
        int pixel = pixels[y * width + x];
        int pick = random.nextInt();
        double gray = noise * bell[pick & 4095];
        double chroma = noise * 0.4 * bell[(pick >>> 12) & 4095];
        int red = clip(((pixel >> 16) & 255) * light + gray + chroma);
        int green = clip(((pixel >> 8) & 255) * light + gray);
        int blue = clip((pixel & 255) * light + gray - chroma);
        pixels[y * width + x] = red << 16 | green << 8 | blue;
      }
    }
  }

  private static int clip(double value) {
    return value < 0 ? 0 : value > 255 ? 255 : (int) value;
  }
}

package io.euge.traffic;

/** Smooth two-dimensional noise, deterministic for a seed. */
final class Noise {
  private final long seed;

  Noise(long seed) {
    this.seed = seed;
  }

  /** Returns the noise at a point, in [0, 1]; it varies over about one unit. */
  double at(double x, double y) {
    double left = Math.floor(x);
    double low = Math.floor(y);
    double across = smooth(x - left);
    double up = smooth(y - low);
    double bottom = mix(corner(left, low), corner(left + 1, low), across);
    double top = mix(corner(left, low + 1), corner(left + 1, low + 1), across);
    return mix(bottom, top, up);
  }

  /** Returns the sum of several octaves of noise. */
  double rough(double x, double y, int octaves) {
    double sum = 0;
    double weight = 0.5;
    double total = 0;
    for (int i = 0; i < octaves; i++) {
      sum += weight * at(x, y);
      total += weight;
      weight /= 2;
      x = x * 2 + 17.3;
      y = y * 2 + 9.1;
    }
    return sum / total;
  }

  private double corner(double x, double y) {
    long bits = seed + ((long) x) * 0x9E3779B97F4A7C15L + ((long) y) * 0xC2B2AE3D27D4EB4FL;
    bits = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
    bits = (bits ^ (bits >>> 27)) * 0x94D049BB133111EBL;
    bits ^= bits >>> 31;
    return (bits >>> 11) * 0x1.0p-53;
  }

  private static double smooth(double part) {
    return part * part * (3 - 2 * part);
  }

  private static double mix(double a, double b, double part) {
    return a + (b - a) * part;
  }
}

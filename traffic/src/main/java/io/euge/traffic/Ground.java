package io.euge.traffic;

import java.awt.Color;

/** The appearance of the ground: the road with its markings, kerbs, pavements and grass. */
final class Ground {
  private static final Color ASPHALT = new Color(98, 98, 100);
  private static final Color MARKING = new Color(222, 222, 214);
  private static final Color KERB = new Color(160, 158, 152);
  private static final Color PAVING = new Color(142, 138, 132);
  private static final Color GRASS = new Color(86, 108, 58);
  private static final double LINE = 0.14;

  private final Street street;
  private final Noise noise;
  private final boolean wet;

  Ground(Street street, Noise noise, boolean wet) {
    this.street = street;
    this.noise = noise;
    this.wet = wet;
  }

  /** Returns the color of a point on the ground in full light. */
  Color at(double x, double z) {
    double off = Math.abs(x);
    double half = street.half();
    if (off < half) {
      return road(x, z);
    }
    if (off < half + 0.25) {
      return grained(KERB, x, z, 0.1);
    }
    if (off < half + 0.25 + street.pavement()) {
      boolean joint = frac(z / 1.2) < 0.04 || frac(x / 1.2) < 0.04;
      return grained(joint ? PAVING.darker() : PAVING, x, z, 0.12);
    }
    Color dry = Light.mixed(GRASS, new Color(140, 130, 80), 0.6 * noise.rough(x / 6, z / 6, 3));
    return grained(dry, x, z, 0.35);
  }

  private Color road(double x, double z) {
    if (marked(x, z) && noise.at(x * 9, z * 9) > 0.12) {
      return grained(MARKING, x, z, 0.12);
    }
    double inStrip = street.middle() / 2;
    if (inStrip > 0.6 && Math.abs(x) < inStrip) {
      return grained(Light.mixed(GRASS, ASPHALT, 0.25), x, z, 0.3);
    }
    // Tyres darken two tracks in each lane, oil darkens its center.
    double inLane = frac((Math.abs(x) - street.middle() / 2) / street.laneWidth()) - 0.5;
    double tracks = Math.exp(-Math.pow((Math.abs(inLane) - 0.25) / 0.09, 2)) * 0.10;
    double patch = noise.rough(x / 2, z / 14, 3) * 0.16;
    double strength = 1.04 - tracks - patch;
    Color worn = Light.mixed(Color.BLACK, ASPHALT, strength * (wet ? 0.72 : 1));
    return grained(worn, x, z, wet ? 0.08 : 0.16);
  }

  private boolean marked(double x, double z) {
    double off = Math.abs(x) - street.middle() / 2;
    if (Math.abs(off - street.lanesEach() * street.laneWidth() - 0.05) < LINE / 2) {
      return true;
    }
    if (street.middle() < 0.6 && Math.abs(Math.abs(x) - 0.18) < LINE / 2) {
      return true;
    }
    if (street.middle() >= 0.6 && Math.abs(off - 0.05) < LINE / 2) {
      return true;
    }
    for (int lane = 1; lane < street.lanesEach(); lane++) {
      if (Math.abs(off - lane * street.laneWidth()) < LINE / 2) {
        return frac(z / 9) < 0.4;
      }
    }
    // The stop line is on the left, for vehicles that drive towards the camera.
    return x < -street.middle() / 2 && Math.abs(z - street.stopLine()) < 0.25;
  }

  private Color grained(Color color, double x, double z, double much) {
    double grain = 1 + much * (noise.rough(x * 6, z * 6, 2) - 0.5);
    return Light.mixed(Color.BLACK, color, Math.min(1.2, grain));
  }

  private static double frac(double value) {
    return value - Math.floor(value);
  }
}

package io.euge.traffic;

import java.awt.Color;
import java.util.random.RandomGenerator;

/** Times of day and weather. */
public enum Conditions {
  DAY,
  OVERCAST,
  DUSK,
  NIGHT,
  RAIN;

  Light light(RandomGenerator random) {
    double side = random.nextBoolean() ? 1 : -1;
    double angle = 0.3 + 0.6 * random.nextDouble();
    Point high = new Point(side * angle, 0.9, 0.5 * random.nextDouble() - 0.5).unit();
    return switch (this) {
      case DAY ->
          new Light(
              high,
              0.62,
              0.5,
              new Color(255, 250, 240),
              0.42,
              false,
              new Color(196, 212, 228),
              420);
      case OVERCAST ->
          new Light(
              high, 0.74, 0.2, new Color(244, 247, 250), 0.2, false, new Color(200, 206, 210), 300);
      case DUSK ->
          new Light(
              new Point(side * 0.9, 0.3, 0.4).unit(),
              0.42,
              0.35,
              new Color(255, 214, 178),
              0.25,
              true,
              new Color(150, 128, 128),
              350);
      case NIGHT ->
          new Light(
              high, 0.27, 0.1, new Color(255, 226, 180), 0.15, true, new Color(14, 16, 26), 220);
      case RAIN ->
          new Light(
              high, 0.6, 0.12, new Color(228, 236, 244), 0.1, true, new Color(158, 166, 172), 130);
    };
  }

  /** Returns the sensor's noise in gray levels. */
  double noise() {
    return switch (this) {
      case DAY -> 2;
      case OVERCAST -> 2.5;
      case DUSK -> 4.5;
      case NIGHT -> 7;
      case RAIN -> 3.5;
    };
  }

  /** Returns the exposure time in seconds. */
  double shutter() {
    return switch (this) {
      case DAY, OVERCAST -> 0.004;
      case DUSK, RAIN -> 0.012;
      case NIGHT -> 0.025;
    };
  }
}

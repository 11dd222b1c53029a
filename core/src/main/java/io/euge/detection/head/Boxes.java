package io.euge.detection.head;

import java.nio.FloatBuffer;
import java.util.Optional;

/** In what boxes are given, where a family has models of both. */
public enum Boxes {
  /** In pixels of the input. */
  PIXELS("pixels"),
  /** In parts of the input, from 0 to 1. */
  UNIT("unit");

  /** No box of a part of the picture reaches so far, and some box in pixels does. */
  private static final float MOST_UNIT = 4;

  private final String label;

  Boxes(String label) {
    this.label = label;
  }

  /** Returns in what boxes are given. */
  public static Boxes of(boolean unit) {
    return unit ? UNIT : PIXELS;
  }

  /** Returns the name of the variant. */
  public String label() {
    return label;
  }

  /** Returns by what a number is multiplied to become pixels. */
  public double scale(int pixels) {
    return this == UNIT ? pixels : 1;
  }

  /** Returns why numbers of boxes are not given in this; empty if they can be. */
  public Optional<String> problem(FloatBuffer tensor, int first, int count, int step) {
    float largest = Plausibility.largest(tensor, first, count, step);
    return (this == UNIT) == (largest <= MOST_UNIT)
        ? Optional.empty()
        : Optional.of("its boxes reach to %s".formatted(largest));
  }
}

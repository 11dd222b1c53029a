package io.euge.detection.head;

import java.nio.FloatBuffer;
import java.util.Optional;

/** The encoding of boxes, for families that have models of both. */
public enum Boxes {
  /** In pixels of the input. */
  PIXELS("pixels"),
  /** In parts of the input, from 0 to 1. */
  UNIT("unit");

  /** No box of a part of the picture reaches so far, and some box in pixels does. */
  private static final float MOST_UNIT = 4;

  /** The part of boxes that lie as corners do, by chance or since the graph rounds. */
  private static final double MOST_AS_CORNERS = 0.98;

  private static final double FEWEST_CORNERS = 0.9;

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

  /**
   * Returns why boxes are not given by center and size; empty if they can be. Of boxes all over the
   * picture, some lie further from its left or top than they are wide or high.
   *
   * @param count of boxes
   * @param step from a box to the next
   * @param number from a number of a box to its next
   */
  public static Optional<String> centeredProblem(
      FloatBuffer tensor, int count, int step, int number) {
    return asCorners(tensor, count, step, number, true) > MOST_AS_CORNERS
            && isSpread(tensor, count, step, number)
        ? Optional.of("its boxes look like left, top, right and bottom, not like centers and sizes")
        : Optional.empty();
  }

  /** Returns why boxes are not given by two corners, each in four numbers; empty if they can be. */
  public static Optional<String> cornerProblem(FloatBuffer tensor, int count, int step) {
    return asCorners(tensor, count, step, 1, false) < FEWEST_CORNERS
        ? Optional.of("its boxes do not look like left, top, right and bottom")
        : Optional.empty();
  }

  private static double asCorners(
      FloatBuffer tensor, int count, int step, int number, boolean larger) {
    int corners = 0;
    for (int i = 0; i < count; i++) {
      int at = i * step;
      float width = tensor.get(at + 2 * number) - tensor.get(at);
      float height = tensor.get(at + 3 * number) - tensor.get(at + number);
      corners += larger ? (width > 0 && height > 0 ? 1 : 0) : (width >= 0 && height >= 0 ? 1 : 0);
    }
    return (double) corners / count;
  }

  private static boolean isSpread(FloatBuffer tensor, int count, int step, int number) {
    float least = Float.MAX_VALUE;
    float most = 0;
    float third = 0;
    for (int i = 0; i < count; i++) {
      float first = tensor.get(i * step);
      least = Math.min(least, first);
      most = Math.max(most, first);
      third = Math.max(third, tensor.get(i * step + 2 * number));
    }
    return most - least > third / 2;
  }

  /** Returns why numbers of boxes are not given in this; empty if they can be. */
  public Optional<String> problem(FloatBuffer tensor, int first, int count, int step) {
    float largest = Plausibility.largest(tensor, first, count, step);
    return (this == UNIT) == (largest <= MOST_UNIT)
        ? Optional.empty()
        : Optional.of("its boxes reach to %s".formatted(largest));
  }
}

package io.euge.tracking;

import io.euge.detection.IntersectionOverUnion;
import java.util.Arrays;

/** The boxes of one frame in primitive arrays, made once and filled again for each frame. */
public final class FrameBoxes {
  private static final int NUMBERS = 5;

  private double[] numbers = new double[32 * NUMBERS];
  private int[] kinds = new int[32];
  private int count;

  /** Removes all boxes. */
  public void clear() {
    count = 0;
  }

  /** Adds a box of kind 0. */
  public void add(double confidence, double x, double y, double width, double height) {
    add(0, confidence, x, y, width, height);
  }

  /**
   * Adds a box.
   *
   * @param kind equal for boxes that may be of the same object
   * @param x left edge in pixels
   * @param y top edge in pixels
   * @param width in pixels
   * @param height in pixels
   */
  public void add(int kind, double confidence, double x, double y, double width, double height) {
    int at = count * NUMBERS;
    if (at == numbers.length) {
      numbers = Arrays.copyOf(numbers, 2 * numbers.length);
      kinds = Arrays.copyOf(kinds, 2 * kinds.length);
    }
    kinds[count] = kind;
    numbers[at] = confidence;
    numbers[at + 1] = x;
    numbers[at + 2] = y;
    numbers[at + 3] = width;
    numbers[at + 4] = height;
    count++;
  }

  public int count() {
    return count;
  }

  public int kind(int i) {
    return kinds[i];
  }

  public double confidence(int i) {
    return numbers[i * NUMBERS];
  }

  public double x(int i) {
    return numbers[i * NUMBERS + 1];
  }

  public double y(int i) {
    return numbers[i * NUMBERS + 2];
  }

  public double width(int i) {
    return numbers[i * NUMBERS + 3];
  }

  public double height(int i) {
    return numbers[i * NUMBERS + 4];
  }

  /**
   * Returns the intersection over union with a box of left edge, top edge, width and height, in [0,
   * 1].
   */
  double overlap(int i, double[] box) {
    return IntersectionOverUnion.of(
        x(i), y(i), width(i), height(i), box[0], box[1], box[2], box[3]);
  }

  /** Returns whether a box has finite numbers and an area: no other can be tracked. */
  boolean usable(int i) {
    return width(i) > 0
        && height(i) > 0
        && confidence(i) > Double.NEGATIVE_INFINITY
        && x(i) + width(i) < Double.POSITIVE_INFINITY
        && y(i) + height(i) < Double.POSITIVE_INFINITY
        && x(i) > Double.NEGATIVE_INFINITY
        && y(i) > Double.NEGATIVE_INFINITY;
  }
}

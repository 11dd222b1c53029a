package io.euge.counting;

import io.euge.counting.layout.CountingLayout;
import io.euge.counting.layout.Point;
import java.util.Arrays;

/**
 * The path of one track: the bottom center of its box, where a vehicle stands on the road, frame by
 * frame.
 */
public final class TrackPath {
  /**
   * The part of the box's height within which a position is on a line rather than beside it: more
   * than detections jitter, and less than a vehicle is long.
   */
  private static final double MARGIN = 0.1;

  private static final int NUMBERS = 4;

  private double[] numbers = new double[64 * NUMBERS];
  private int count;

  /**
   * Adds the next position.
   *
   * @param seconds not before the last position's
   * @param x left edge of the box in pixels
   * @param y top edge of the box in pixels
   * @param width of the box in pixels
   * @param height of the box in pixels
   * @throws IllegalArgumentException if the time goes back
   */
  public void add(double seconds, double x, double y, double width, double height) {
    if (count > 0 && !(seconds >= seconds(count - 1))) {
      throw new IllegalArgumentException(
          "the time goes back from %s to %s s".formatted(seconds(count - 1), seconds));
    }
    append(seconds, x + width / 2, y + height, height * MARGIN);
  }

  void append(double seconds, double x, double y, double margin) {
    int at = place();
    numbers[at] = seconds;
    numbers[at + 1] = x;
    numbers[at + 2] = y;
    numbers[at + 3] = margin;
  }

  /** Appends all positions of another track. */
  void append(TrackPath path) {
    for (int i = 0; i < path.count; i++) {
      append(path.numbers, i * NUMBERS);
    }
  }

  /** Returns where the numbers of one more position are to be put. */
  private int place() {
    int at = count++ * NUMBERS;
    if (at == numbers.length) {
      numbers = Arrays.copyOf(numbers, 2 * at);
    }
    return at;
  }

  private void append(double[] others, int from) {
    int at = place();
    System.arraycopy(others, from, numbers, at, NUMBERS);
  }

  /** Returns the positions that a layout looks at. */
  public TrackPath within(CountingLayout layout) {
    if (layout.regions().isEmpty() && layout.ignored().isEmpty()) {
      return this;
    }
    TrackPath within = new TrackPath();
    for (int i = 0; i < count; i++) {
      if (layout.isLookedAt(point(i))) {
        within.append(numbers, i * NUMBERS);
      }
    }
    return within;
  }

  /** The number of positions. */
  public int count() {
    return count;
  }

  /** The time of a position. */
  public double seconds(int index) {
    return numbers[index * NUMBERS];
  }

  /** The bottom center of the box. */
  public Point point(int index) {
    return new Point(numbers[index * NUMBERS + 1], numbers[index * NUMBERS + 2]);
  }

  /** The distance in pixels from which on the position is beside a line. */
  double margin(int index) {
    return numbers[index * NUMBERS + 3];
  }

  /** Returns the time at a part of the way from the position before to a position. */
  double secondsBefore(int index, double part) {
    double before = seconds(index - 1);
    return before + part * (seconds(index) - before);
  }
}

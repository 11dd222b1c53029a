package io.euge.model.importing;

import java.util.List;

/**
 * An output that a head reads, and its fixed shape.
 *
 * @param name in the graph as it was given
 * @param frame the dimensions for one frame
 * @param rows whether the first of them is filled up: the graph gives as many rows as it found, and
 *     rows of {@link #NO_ROW} follow
 * @param order the order that the tensor's dimensions are brought into first; empty to leave them
 * @param sigmoid whether the sigmoid of each number is taken
 * @param sizes whether the sizes of the tensor's dimensions are read, and not its numbers
 */
public record OutputUse(
    String name,
    List<Long> frame,
    boolean rows,
    List<Integer> order,
    boolean sigmoid,
    boolean sizes) {
  /** The value of every number in a row that the graph did not give. */
  public static final float NO_ROW = -1;

  /**
   * Numbers of the rows that are read: the changed graph stores as many. Far more than detections
   * need.
   */
  public static final long MOST_ROW_NUMBERS = 1L << 24;

  /** The dimensions whose sizes are read. */
  public static final int MOST_DIMENSIONS = 8;

  public OutputUse {
    frame = List.copyOf(frame);
    order = List.copyOf(order);
  }

  /** Returns an output of a shape that the graph gives for each frame. */
  public static OutputUse fixed(String name, long... frame) {
    return new OutputUse(
        name, java.util.Arrays.stream(frame).boxed().toList(), false, List.of(), false, false);
  }

  /** Returns the same with the tensor's dimensions in another order. */
  public OutputUse ordered(Integer... dimensions) {
    return new OutputUse(name, frame, rows, List.of(dimensions), sigmoid, sizes);
  }

  /** Returns the same with the sigmoid of each number. */
  public OutputUse withSigmoid() {
    return new OutputUse(name, frame, rows, order, true, sizes);
  }

  /**
   * Returns an output of any number of rows.
   *
   * @param most rows that are read; one more than a frame can have, so that a lost row is seen
   * @param columns of a row
   */
  public static OutputUse ofRows(String name, long most, long columns) {
    return new OutputUse(name, List.of(most, columns), true, List.of(), false, false);
  }

  /** Returns the sizes of an output's dimensions, a row each. */
  public static OutputUse ofSizes(String name) {
    return new OutputUse(name, List.of((long) MOST_DIMENSIONS, 1L), true, List.of(), false, true);
  }
}

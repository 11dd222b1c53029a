package io.euge.model.importing;

import java.util.List;

/**
 * An output that a head reads, and the fixed shape that it gets.
 *
 * @param name in the graph as it was given
 * @param frame the dimensions for one frame
 * @param rows whether the first of them is filled up: the graph gives as many rows as it found, and
 *     rows of {@link #NO_ROW} follow
 */
public record OutputUse(String name, List<Long> frame, boolean rows) {
  /** The value of every number in a row that the graph did not give. */
  public static final float NO_ROW = -1;

  public OutputUse {
    frame = List.copyOf(frame);
  }

  /** Returns an output of a shape that the graph gives for each frame. */
  public static OutputUse fixed(String name, long... frame) {
    return new OutputUse(name, java.util.Arrays.stream(frame).boxed().toList(), false);
  }

  /**
   * Returns an output of any number of rows.
   *
   * @param most rows that are read; one more than a frame can have, so that a lost row is seen
   * @param columns of a row
   */
  public static OutputUse ofRows(String name, long most, long columns) {
    return new OutputUse(name, List.of(most, columns), true);
  }
}

package io.euge.detection.head;

import io.euge.inference.InferenceException;
import io.euge.model.importing.GraphAdapter;
import io.euge.model.importing.OutputUse;

/** Output tables whose number of rows is the number of boxes that the graph found. */
public final class Rows {
  /** The rows that are read: more than the usual exports give. */
  public static final int READ = 4097;

  private Rows() {}

  /** Returns whether the graph did not give a row, by its first number. */
  public static boolean isNone(float first) {
    return first == OutputUse.NO_ROW;
  }

  /**
   * Checks that no row was lost, when all that are read are there.
   *
   * @throws InferenceException if so
   */
  public static void requireRoom(String output, int row, int rows) {
    if (row >= rows - 1 && rows == READ) {
      throw new InferenceException(
          "Cannot use what the model computes: its output %s has more than %d boxes for a frame; export it with a higher threshold or fewer boxes"
              .formatted(GraphAdapter.givenName(output), READ - 1));
    }
  }
}

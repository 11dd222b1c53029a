package io.euge.detection.head;

import io.euge.Quantity;
import io.euge.inference.InferenceException;
import io.euge.model.importing.GraphAdapter;

/** Classes that a network names by their numbers. */
public final class ClassIds {
  private ClassIds() {}

  /**
   * Returns the number of a class, from 0.
   *
   * @throws InferenceException if it is none of the model's: a wrong label would be guessed
   */
  public static int require(String output, float number, int classes) {
    int id = (int) number;
    if (id != number || id < 0 || id >= classes) {
      throw unknown(output, number, classes);
    }
    return id;
  }

  /** Returns the exception for a number that is none of the model's classes. */
  public static InferenceException unknown(String output, float number, int classes) {
    return new InferenceException(
        "Cannot use what the model computes: its output %s names the class %s, and it has %s; give its labels, or another head if its numbers are others"
            .formatted(GraphAdapter.givenName(output), number, Quantity.of(classes, "label")));
  }
}

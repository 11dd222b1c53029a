package io.euge.inference;

import java.util.Arrays;
import java.util.List;

/** Thrown when a graph has another shape of an input or output than its model describes. */
public final class GraphMismatchException extends InferenceException {
  private static final long serialVersionUID = 1L;

  private final String tensor;
  private final long[] found;

  /**
   * Creates an exception.
   *
   * @param tensor the name of the input or output in the graph
   * @param found its shape; -1 for a dimension that a run determines
   */
  public GraphMismatchException(String message, String tensor, List<Long> found) {
    super(message);
    this.tensor = tensor;
    this.found = found.stream().mapToLong(Long::longValue).toArray();
  }

  /** Returns the name of the input or output. */
  public String tensor() {
    return tensor;
  }

  /** Returns the shape that the engine found; -1 for a dimension that a run determines. */
  public List<Long> found() {
    return Arrays.stream(found).boxed().toList();
  }
}

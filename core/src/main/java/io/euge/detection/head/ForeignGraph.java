package io.euge.detection.head;

import io.euge.model.spec.TensorSpec;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * A graph that another tool wrote, as a family is recognized from it.
 *
 * @param metadata the file's properties
 * @param outputs in the graph's order
 * @param otherInputs beside the image
 * @param width of the image in pixels
 * @param height of the image in pixels
 * @param named how many classes have names: of the user's, or in the file
 */
public record ForeignGraph(
    Map<String, String> metadata,
    List<TensorSpec> outputs,
    List<TensorSpec> otherInputs,
    int width,
    int height,
    OptionalInt named) {
  public ForeignGraph {
    metadata = Map.copyOf(metadata);
    outputs = List.copyOf(outputs);
    otherInputs = List.copyOf(otherInputs);
  }

  /** Returns the cells of grids with these strides, one for each cell of the image. */
  public long cells(int... strides) {
    long cells = 0;
    for (int stride : strides) {
      cells += (long) (width / stride) * (height / stride);
    }
    return cells;
  }
}

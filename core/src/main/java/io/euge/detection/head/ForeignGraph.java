package io.euge.detection.head;

import io.euge.model.spec.Dimension;
import io.euge.model.spec.TensorSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A graph that another tool wrote, as a family is recognized from it.
 *
 * @param metadata the file's properties
 * @param operators the types of its nodes, also of those inside functions and branches
 * @param outputs in the graph's order
 * @param otherInputs beside the image
 * @param width of the image in pixels
 * @param height of the image in pixels
 * @param named how many classes have names: of the user's, or in the file
 */
public record ForeignGraph(
    Map<String, String> metadata,
    Set<String> operators,
    List<TensorSpec> outputs,
    List<TensorSpec> otherInputs,
    int width,
    int height,
    OptionalInt named) {
  private static final int BOX_SIDES = 4;

  public ForeignGraph {
    metadata = Map.copyOf(metadata);
    operators = Set.copyOf(operators);
    outputs = List.copyOf(outputs);
    otherInputs = List.copyOf(otherInputs);
  }

  /** Returns the cells of grids with these strides, one for each cell of the image. */
  public long cells(int... strides) {
    return Grid.cells(Grid.of(width, height, strides));
  }

  /** Returns the first output whose name has this part, in any case; empty if none has. */
  public Optional<TensorSpec> named(String part) {
    return outputs.stream()
        .filter(output -> output.name().toLowerCase(java.util.Locale.ROOT).contains(part))
        .findFirst();
  }

  /**
   * Returns whether another output has as many rows of four numbers: boxes, so that a table has
   * none itself.
   */
  public boolean hasBoxesBeside(TensorSpec table, Dimension rows) {
    return outputs.stream().anyMatch(output -> !output.equals(table) && isBoxes(output, rows));
  }

  private static boolean isBoxes(TensorSpec output, Dimension rows) {
    int rank = output.shape().size();
    return rank >= 3
        && output.shape().get(1).equals(rows)
        && output.shape().subList(2, rank - 1).stream().allMatch(each -> each.size() == 1)
        && output.shape().get(rank - 1).size() == BOX_SIDES;
  }

  /** Returns whether the first dimension of all outputs counts frames: it is free, or one. */
  public static boolean countsFrames(List<TensorSpec> read) {
    return read.stream()
        .map(output -> output.shape().get(0))
        .allMatch(frames -> frames.isDynamic() || frames.size() == 1);
  }

  /** Returns whether there are names for so many classes, or for none. */
  public boolean canName(long classes) {
    return named.isEmpty() || named.getAsInt() == classes;
  }
}

package io.euge.model.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * An input or output of a graph.
 *
 * @param name in the graph
 * @param type of its elements
 * @param shape a dimension each, the first of them frames
 */
public record TensorSpec(String name, ElementType type, List<Dimension> shape) {
  public TensorSpec {
    shape = List.copyOf(shape);
  }

  /** Returns a tensor of any number of frames: {@code [N, ...]}. */
  public static TensorSpec ofFrames(String name, ElementType type, long... frame) {
    List<Dimension> shape = new ArrayList<>();
    shape.add(Dimension.dynamic("N"));
    for (long size : frame) {
      shape.add(Dimension.fixed(size));
    }
    return new TensorSpec(name, type, shape);
  }

  /**
   * Returns the elements of one frame: the product of all dimensions but the first. Empty if one of
   * those is dynamic or below 1, or if there are more than a long can count.
   */
  public OptionalLong frameElements() {
    long elements = 1;
    for (Dimension dimension : shape.subList(Math.min(1, shape.size()), shape.size())) {
      long size = dimension.size();
      if (dimension.isDynamic() || size < 1 || elements > Long.MAX_VALUE / size) {
        return OptionalLong.empty();
      }
      elements *= size;
    }
    return OptionalLong.of(elements);
  }

  /** Returns the bytes of one frame; 0 where {@link #frameElements} is empty. */
  public long frameBytes() {
    return frameElements().orElse(0) * type.bytes();
  }

  /**
   * Returns the sizes for a number of frames, {@link Dimension#DYNAMIC} for those that are dynamic.
   */
  public long[] sizes(long frames) {
    long[] sizes = shape.stream().mapToLong(Dimension::size).toArray();
    sizes[0] = frames;
    return sizes;
  }
}

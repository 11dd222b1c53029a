package io.euge.model.darknet;

import java.util.ArrayList;
import java.util.List;

/** A layer of a network: the operation of a section, with its checked parameters. */
public sealed interface Layer {

  /** The sections this one reads, by their index; -1 is the network's input. */
  default List<Integer> sources(int index) {
    return List.of(index - 1);
  }

  /**
   * A convolution with its bias or batch norm, and its activation.
   *
   * @param padding cells of zeros on each of the four sides
   */
  record Convolutional(
      int filters,
      int size,
      int stride,
      int padding,
      int groups,
      boolean batchNormalize,
      Activation activation)
      implements Layer {
    private static final long ABSURD = 1L << 60;

    /** The kernel's numbers for one filter. */
    int fanIn(Shape input) {
      return input.channels() / groups * size * size;
    }

    /** All of the kernel's numbers; where they are absurdly many, some number as absurd. */
    long kernel(Shape input) {
      long one = (long) (input.channels() / groups) * size * size;
      return one > ABSURD / filters ? ABSURD : one * filters;
    }
  }

  /**
   * The largest of a window; cells outside count as smaller than any.
   *
   * @param padding cells added to a row in all, {@code padding / 2} of them at its start
   */
  record MaxPool(int size, int stride, int padding) implements Layer {}

  /** Each cell repeated {@code stride} times in both directions. */
  record Upsample(int stride, float scale) implements Layer {}

  /**
   * The channels of earlier sections one after the other.
   *
   * @param from absolute indexes
   * @param groups into how many parts each source's channels are cut
   * @param groupId which part is taken
   */
  record Route(List<Integer> from, int groups, int groupId) implements Layer {
    @Override
    public List<Integer> sources(int index) {
      return from;
    }
  }

  /**
   * The section before plus earlier ones.
   *
   * @param from absolute indexes
   */
  record Shortcut(List<Integer> from, Activation activation) implements Layer {
    @Override
    public List<Integer> sources(int index) {
      List<Integer> all = new ArrayList<>(List.of(index - 1));
      all.addAll(from);
      return all;
    }
  }

  /** Nothing, once training is over. */
  record Dropout() implements Layer {}

  /** The mean of each channel. */
  record AveragePool() implements Layer {}

  /**
   * A prior box.
   *
   * @param width in pixels of the network's input
   * @param height in pixels of the network's input
   */
  record Anchor(float width, float height) {}

  /**
   * A head; its decoding is not part of the graph.
   *
   * @param anchors only those of the mask
   */
  record Yolo(List<Anchor> anchors, int classes, float scaleXY, boolean newCoords)
      implements Layer {}
}

package io.euge.model;

import java.util.List;

/**
 * One raw output of the graph: the convolution before a Darknet {@code yolo} section, as float of
 * shape {@code [N, anchors * (5 + classes), gridHeight, gridWidth]}.
 *
 * <p>The channels of one anchor are x, y, width, height, objectness and one per class. The values
 * are those before the sigmoid that Darknet's {@code yolo} section applies. With {@code new_coords}
 * that section applies none, because the convolution's own activation did: then these values have
 * it behind them already.
 *
 * @param output the output's name in the graph, {@code conv_<section index>}
 * @param gridWidth cells in a row
 * @param gridHeight cells in a column
 * @param anchors those of the head's mask, in the order of the channels
 * @param classes how many classes each anchor scores
 * @param scaleXY Darknet's {@code scale_x_y}; 1 where the cfg has none
 * @param newCoords Darknet's {@code new_coords}
 */
public record YoloHead(
    String output,
    int gridWidth,
    int gridHeight,
    List<Anchor> anchors,
    int classes,
    float scaleXY,
    boolean newCoords) {

  public YoloHead {
    anchors = List.copyOf(anchors);
  }

  /** The channels of this output: {@code anchors * (5 + classes)}. */
  public int channels() {
    return anchors.size() * (5 + classes);
  }
}

package io.euge.model.darknet;

import java.util.ArrayList;
import java.util.List;

/**
 * The input of a {@code yolo} section: the convolution before it, as float of shape {@code [N,
 * anchors * (5 + classes), gridHeight, gridWidth]}, an output of the graph.
 *
 * <p>The channels of one anchor are x, y, width, height, objectness and one per class. The values
 * are those before the sigmoid that Darknet's {@code yolo} section applies. With {@code new_coords}
 * that section applies none, because the convolution's own activation did: then these values have
 * it behind them already.
 *
 * @param name the output's name in the graph, {@code conv_<section index>}
 * @param gridWidth cells in a row
 * @param gridHeight cells in a column
 * @param anchors those of the section's mask, in the order of the channels
 * @param classes how many classes each anchor scores
 * @param scaleXY Darknet's {@code scale_x_y}; 1 where the cfg has none
 * @param newCoords Darknet's {@code new_coords}
 */
public record YoloOutput(
    String name,
    int gridWidth,
    int gridHeight,
    List<Layer.Anchor> anchors,
    int classes,
    float scaleXY,
    boolean newCoords) {

  public YoloOutput {
    anchors = List.copyOf(anchors);
  }

  /** Returns the channels of this output: {@code anchors * (5 + classes)}. */
  public int channels() {
    return anchors.size() * (5 + classes);
  }

  /**
   * Describes this output for the graph file's metadata: {@code yolo output=conv_9 grid=10x10
   * classes=80 scale_x_y=1.0 new_coords=false anchors=115.0x73.0,119.0x199.0}.
   */
  String headLine() {
    List<String> sides = new ArrayList<>();
    anchors.forEach(anchor -> sides.add(anchor.width() + "x" + anchor.height()));
    return "yolo output="
        + name
        + (" grid=" + gridWidth + "x" + gridHeight)
        + (" classes=" + classes)
        + (" scale_x_y=" + scaleXY)
        + (" new_coords=" + newCoords)
        + (" anchors=" + String.join(",", sides));
  }
}

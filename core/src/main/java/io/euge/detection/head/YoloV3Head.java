package io.euge.detection.head;

import io.euge.Printable;
import io.euge.Quantity;
import io.euge.model.Model;
import io.euge.model.ModelException;
import io.euge.model.spec.ElementType;
import io.euge.model.spec.TensorSpec;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The head of Darknet's networks with {@code yolo} sections: YOLOv3, YOLOv4 and their relatives.
 *
 * @param layers one for each scale, at least one
 */
public record YoloV3Head(List<Layer> layers) implements Head {
  /** Floats of an output for one frame: more is no grid of a video's frame. */
  private static final long MAX_FLOATS = 1L << 29;

  public YoloV3Head {
    layers = List.copyOf(layers);
  }

  /**
   * The raw output of one scale: floats {@code [N, anchors * (5 + classes), gridHeight,
   * gridWidth]}.
   *
   * <p>The channels of one anchor are x, y, width, height, objectness and one per class, before the
   * sigmoid; with {@code newCoords} the network has applied it already.
   *
   * @param output the tensor's name
   * @param gridWidth cells in a row
   * @param gridHeight cells in a column
   * @param anchors in the order of the channels
   * @param classes how many classes each anchor scores
   * @param scaleXY Darknet's {@code scale_x_y}; 1 for none
   * @param newCoords Darknet's {@code new_coords}
   */
  public record Layer(
      String output,
      int gridWidth,
      int gridHeight,
      List<Anchor> anchors,
      int classes,
      float scaleXY,
      boolean newCoords) {

    public Layer {
      anchors = List.copyOf(anchors);
    }

    /** Returns the channels of the output: {@code anchors * (5 + classes)}. */
    public int channels() {
      return anchors.size() * (5 + classes);
    }

    private TensorSpec tensor() {
      return TensorSpec.ofFrames(output, ElementType.FLOAT, channels(), gridHeight, gridWidth);
    }

    private String describe() {
      String sizes =
          anchors.stream()
              .map(a -> String.format(Locale.ROOT, "%.0fx%.0f", a.width(), a.height()))
              .collect(Collectors.joining(" "));
      return String.format(
          Locale.ROOT,
          "%s %dx%d cells, anchors %s, scale_x_y %.2f%s",
          output,
          gridWidth,
          gridHeight,
          sizes,
          scaleXY,
          newCoords ? ", new_coords" : "");
    }
  }

  @Override
  public String family() {
    return "yolo";
  }

  @Override
  public List<String> describe() {
    return layers.stream().map(Layer::describe).toList();
  }

  @Override
  public void check(Model model) {
    for (Layer layer : layers) {
      if (model.outputs().stream().noneMatch(output -> matches(layer, output))) {
        throw new ModelException(
            model.graph()
                + " describes a head "
                + Printable.of(layer.output())
                + " that its graph does not have in that shape; import the model again");
      }
    }
    int labels = model.labels().size();
    int classes = layers.stream().mapToInt(Layer::classes).max().orElse(0);
    if (labels != classes) {
      throw new ModelException(
          model.graph()
              + " has "
              + Quantity.of(labels, "label")
              + " for "
              + Quantity.of(classes, "class", "classes")
              + "; import it again with a .names file of one label a line");
    }
  }

  private static boolean matches(Layer layer, TensorSpec output) {
    TensorSpec expected = layer.tensor();
    List<?> frame =
        output.shape().subList(Math.min(1, output.shape().size()), output.shape().size());
    long floats = expected.frameElements().orElse(Long.MAX_VALUE);
    return output.name().equals(expected.name())
        && output.type() == expected.type()
        && frame.equals(expected.shape().subList(1, expected.shape().size()))
        && floats <= MAX_FLOATS;
  }
}

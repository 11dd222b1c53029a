package io.euge.detection.head.yolo;

import io.euge.detection.head.Anchor;
import io.euge.detection.head.BoxFilter;
import io.euge.detection.head.Head;
import io.euge.detection.head.HeadChecks;
import io.euge.detection.head.Plausibility;
import io.euge.detection.head.Postprocessor;
import io.euge.model.Model;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/**
 * The head of Darknet's networks with {@code yolo} sections: YOLOv3, YOLOv4 and their relatives.
 *
 * @param layers one for each scale, at least one
 */
public record YoloV3Head(List<Layer> layers) implements Head {
  static final String FAMILY = "yolo";

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

    private String line() {
      return "yolo output=%s grid=%dx%d classes=%d scale_x_y=%s new_coords=%s anchors=%s"
          .formatted(
              output,
              gridWidth,
              gridHeight,
              classes,
              scaleXY,
              newCoords,
              anchors.stream()
                  .map(anchor -> anchor.width() + "x" + anchor.height())
                  .collect(Collectors.joining(",")));
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
    return FAMILY;
  }

  @Override
  public List<String> describe() {
    return layers.stream().map(Layer::describe).toList();
  }

  @Override
  public List<String> lines() {
    return layers.stream().map(Layer::line).toList();
  }

  @Override
  public Postprocessor postprocessor(Model model, BoxFilter filter) {
    return new YoloV3Postprocessor(this, model, filter);
  }

  @Override
  public Optional<String> problem(Model model, IntFunction<FloatBuffer> outputs) {
    for (Layer layer : layers) {
      FloatBuffer tensor = outputs.apply(model.outputIndex(layer.output()));
      Optional<String> problem =
          layer.newCoords()
              ? Plausibility.probabilities(
                  layer.output(), tensor, 0, tensor.limit(), tensor.limit())
              : Optional.empty();
      if (problem.isPresent()) {
        return problem;
      }
    }
    return Optional.empty();
  }

  @Override
  public void check(Model model) {
    for (Layer layer : layers) {
      HeadChecks.output(
          model, layer.output(), layer.channels(), layer.gridHeight(), layer.gridWidth());
    }
    HeadChecks.labels(model, layers.stream().mapToInt(Layer::classes).max().orElse(0));
  }
}

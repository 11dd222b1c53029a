package io.euge.detection.head.yolo;

import io.euge.detection.head.BoxFilter;
import io.euge.detection.head.BoxParts;
import io.euge.detection.head.Boxes;
import io.euge.detection.head.Head;
import io.euge.detection.head.HeadChecks;
import io.euge.detection.head.HeadLine;
import io.euge.detection.head.Plausibility;
import io.euge.detection.head.Postprocessor;
import io.euge.model.Model;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * The head of Ultralytics' models without objectness: YOLOv8, v9, v11, v12. One output {@code [N,
 * channels, boxes]}; the channels of a box are center x, center y, width, height, a probability for
 * each class, and then parts such as keypoints.
 *
 * @param output the tensor's name
 * @param channels of a box
 * @param boxes one for each cell of the grids
 * @param classes how many
 * @param unit whether boxes are in parts of the input, from 0 to 1, and not in its pixels
 * @param parts what follows the classes
 */
public record YoloV8Head(
    String output, int channels, int boxes, int classes, boolean unit, BoxParts parts)
    implements Head {
  static final String FAMILY = "yolov8";

  /** The channels of a box before its classes. */
  static final int FIRST_CLASS = 4;

  @Override
  public String family() {
    return FAMILY;
  }

  @Override
  public List<String> lines() {
    return List.of(
        parts
            .addTo(
                HeadLine.of(FAMILY)
                    .with("output", output)
                    .with("channels", channels)
                    .with("boxes", boxes)
                    .with("classes", classes)
                    .with("unit", unit))
            .toString());
  }

  @Override
  public List<String> describe() {
    return List.of(
        "%s, %d boxes of %s, %d classes"
                .formatted(output, boxes, unit ? "0 to 1" : "pixels", classes)
            + parts.describe());
  }

  @Override
  public Postprocessor postprocessor(Model model, BoxFilter filter) {
    return new YoloV8Postprocessor(this, model, filter);
  }

  @Override
  public Optional<String> problem(Model model, IntFunction<FloatBuffer> outputs) {
    FloatBuffer tensor = outputs.apply(model.outputIndex(output));
    int all = channels * boxes;
    return Plausibility.probabilities(output, tensor, 4 * boxes, classes * boxes, all)
        .or(() -> Boxes.of(unit).problem(tensor, 0, 2 * boxes, all))
        .or(() -> Boxes.centeredProblem(tensor, boxes, 1, boxes));
  }

  @Override
  public void check(Model model) {
    HeadChecks.output(model, output, channels, boxes);
    HeadChecks.labels(model, classes);
    parts.check(model, channels - FIRST_CLASS - classes);
  }
}

package io.euge.detection.head.yolo;

import io.euge.detection.head.BoxFilter;
import io.euge.detection.head.BoxParts;
import io.euge.detection.head.Boxes;
import io.euge.detection.head.Grid;
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
 * The head of YOLOv5 and YOLOv7 with decoded boxes. One output {@code [N, boxes, numbers]}; the
 * numbers of a box are center x, center y, width and height in pixels of the input, objectness, a
 * probability for each class, and then parts such as keypoints.
 *
 * @param output the tensor's name
 * @param boxes one for each anchor of each cell
 * @param numbers of a box
 * @param classes how many
 * @param unit whether boxes are in parts of the input, from 0 to 1, and not in its pixels
 * @param parts what follows the class
 */
public record YoloV5Head(
    String output, int boxes, int numbers, int classes, boolean unit, BoxParts parts)
    implements Head {
  static final String FAMILY = "yolov5";

  /** The numbers of a box before its classes. */
  static final int FIRST_CLASS = 5;

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
                    .with("boxes", boxes)
                    .with("numbers", numbers)
                    .with("classes", classes)
                    .with("unit", unit))
            .toString());
  }

  @Override
  public List<String> describe() {
    return List.of(
        "%s, %d boxes of %s with objectness, %d classes"
                .formatted(output, boxes, unit ? "0 to 1" : "pixels", classes)
            + parts.describe());
  }

  @Override
  public Postprocessor postprocessor(Model model, BoxFilter filter) {
    return new YoloV5Postprocessor(this, model, filter);
  }

  @Override
  public Optional<String> problem(Model model, IntFunction<FloatBuffer> outputs) {
    FloatBuffer tensor = outputs.apply(model.outputIndex(output));
    return Plausibility.probabilities(output, tensor, 4, 1 + classes, numbers)
        .or(() -> Boxes.of(unit).problem(tensor, 0, 2, numbers))
        .or(() -> Boxes.centeredProblem(tensor, boxes, numbers, 1))
        .or(() -> objectness(model, tensor));
  }

  /** One box for each cell is YOLOX's, unless no box has an objectness of its own: YOLOv6's. */
  private Optional<String> objectness(Model model, FloatBuffer tensor) {
    boolean alone =
        Grid.STRIDES.stream()
            .map(strides -> Grid.of(model.input().width(), model.input().height(), strides))
            .anyMatch(grids -> Grid.cells(grids) == boxes);
    return alone && !Plausibility.isEach(tensor, 4, numbers, 1)
        ? Optional.of("it has one box for each cell, and an objectness that is not 1")
        : Optional.empty();
  }

  @Override
  public void check(Model model) {
    HeadChecks.output(model, output, boxes, numbers);
    HeadChecks.labels(model, classes);
    parts.check(model, numbers - FIRST_CLASS - classes);
  }
}

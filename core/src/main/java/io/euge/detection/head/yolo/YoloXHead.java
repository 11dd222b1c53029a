package io.euge.detection.head.yolo;

import io.euge.detection.head.BoxFilter;
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
 * The head of YOLOX: one output {@code [N, boxes, 5 + classes]} with a box for each cell. The
 * numbers of a box are center x, center y, width, height, objectness and a probability for each
 * class. Decoded boxes are in pixels of the input. Raw ones, for the cell in column {@code c} of a
 * grid of stride {@code s}, become, as in Ge et al., <i>YOLOX</i> (2021):
 *
 * <pre>
 *   center = (c + x) * s        width = exp(w) * s
 * </pre>
 *
 * @param output the tensor's name
 * @param strides of the grids, in the order of the boxes
 * @param boxes one for each cell
 * @param classes how many
 * @param decoded whether boxes are in pixels
 */
public record YoloXHead(
    String output, List<Integer> strides, int boxes, int classes, boolean decoded) implements Head {
  static final String FAMILY = "yolox";

  /** The numbers of a box before its classes. */
  static final int FIRST_CLASS = 5;

  /** No box is centered so many cells away from the cell that sees it, on average. */
  private static final double MOST_CELLS = 2.5;

  public YoloXHead {
    strides = List.copyOf(strides);
  }

  @Override
  public String family() {
    return FAMILY;
  }

  @Override
  public List<String> lines() {
    return List.of(
        HeadLine.of(FAMILY)
            .with("output", output)
            .with("strides", Grid.text(strides))
            .with("boxes", boxes)
            .with("classes", classes)
            .with("decoded", decoded)
            .toString());
  }

  @Override
  public List<String> describe() {
    return List.of(
        "%s, %d %s boxes of strides %s with objectness, %d classes"
            .formatted(output, boxes, decoded ? "decoded" : "raw", Grid.text(strides), classes));
  }

  List<Grid> grids(Model model) {
    int[] steps = strides.stream().mapToInt(Integer::intValue).toArray();
    return Grid.of(model.input().width(), model.input().height(), steps);
  }

  @Override
  public Postprocessor postprocessor(Model model, BoxFilter filter) {
    return new YoloXPostprocessor(this, model, filter);
  }

  @Override
  public Optional<String> problem(Model model, IntFunction<FloatBuffer> outputs) {
    FloatBuffer tensor = outputs.apply(model.outputIndex(output));
    int numbers = FIRST_CLASS + classes;
    Optional<String> problem = Plausibility.probabilities(output, tensor, 4, 1 + classes, numbers);
    if (problem.isEmpty() && Plausibility.isEach(tensor, 4, numbers, 1)) {
      return Optional.of("its objectness is 1 for all boxes, as YOLOv6 has it");
    }
    return problem.isPresent() ? problem : misplaced(tensor, grids(model).get(0));
  }

  private Optional<String> misplaced(FloatBuffer tensor, Grid grid) {
    double away = 0;
    for (int cell = 0; cell < grid.cells(); cell++) {
      double x = tensor.get(cell * (FIRST_CLASS + classes));
      away += Math.abs(decoded ? x / grid.stride() - cell % grid.columns() - 0.5 : x - 0.5);
    }
    away /= grid.cells();
    return away <= MOST_CELLS
        ? Optional.empty()
        : Optional.of("its boxes lie %.1f cells away from theirs".formatted(away));
  }

  @Override
  public void check(Model model) {
    HeadChecks.output(model, output, boxes, FIRST_CLASS + classes);
    HeadChecks.cells(model, grids(model), boxes);
    HeadChecks.labels(model, classes);
  }
}

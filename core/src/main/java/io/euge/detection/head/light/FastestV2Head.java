package io.euge.detection.head.light;

import io.euge.detection.head.Anchor;
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
 * The head of Yolo-FastestV2: two grids of strides 16 and 32, a row for each cell. A row has four
 * numbers for the box of each of three anchors, an objectness for each, and a probability for each
 * class, which the anchors share. For the cell in column {@code c} of stride {@code s} and an
 * anchor of width {@code a}:
 *
 * <pre>
 *   center = (2 * x - 0.5 + c) * s        width = (2 * w)^2 * a
 * </pre>
 *
 * @param outputs one of all cells, or one for each grid
 * @param classes how many
 */
public record FastestV2Head(List<String> outputs, int classes) implements Head {
  static final String FAMILY = "yolo-fastestv2";

  static final int[] STRIDES = {16, 32};

  /** The anchors of the published model, for each grid, in pixels of its input. */
  static final List<List<Anchor>> ANCHORS =
      List.of(
          List.of(
              new Anchor(12.64f, 19.39f), new Anchor(37.88f, 51.48f), new Anchor(55.71f, 138.31f)),
          List.of(
              new Anchor(126.91f, 78.23f),
              new Anchor(131.57f, 214.55f),
              new Anchor(279.92f, 258.87f)));

  /** The number of the first objectness in a row. */
  static final int FIRST_OBJECTNESS = 12;

  /** The number of the first class in a row. */
  static final int FIRST_CLASS = 15;

  public FastestV2Head {
    outputs = List.copyOf(outputs);
  }

  @Override
  public String family() {
    return FAMILY;
  }

  @Override
  public List<String> lines() {
    return outputs.stream()
        .map(
            output ->
                HeadLine.of(FAMILY).with("output", output).with("classes", classes).toString())
        .toList();
  }

  @Override
  public List<String> describe() {
    return outputs.stream()
        .map(output -> "%s, three anchors a cell, %d classes".formatted(output, classes))
        .toList();
  }

  static List<Grid> grids(int width, int height) {
    return Grid.of(width, height, STRIDES);
  }

  List<Grid> grids(Model model) {
    return grids(model.input().width(), model.input().height());
  }

  boolean joined() {
    return outputs.size() == 1;
  }

  @Override
  public Postprocessor postprocessor(Model model, BoxFilter filter) {
    return new FastestV2Postprocessor(this, model, filter);
  }

  @Override
  public Optional<String> problem(Model model, IntFunction<FloatBuffer> tensors) {
    int row = FIRST_CLASS + classes;
    return outputs.stream()
        .flatMap(
            output ->
                Plausibility.probabilities(
                    output, tensors.apply(model.outputIndex(output)), 0, row, row)
                    .stream())
        .findFirst();
  }

  @Override
  public void check(Model model) {
    List<Grid> grids = grids(model);
    if (joined()) {
      HeadChecks.output(model, outputs.get(0), Grid.cells(grids), FIRST_CLASS + classes);
    } else {
      for (int i = 0; i < grids.size(); i++) {
        HeadChecks.output(model, outputs.get(i), grids.get(i).cells(), FIRST_CLASS + classes);
      }
    }
    HeadChecks.labels(model, classes);
  }
}

package io.euge.detection.head.light;

import io.euge.detection.head.BoxFilter;
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
 * The head of FastestDet: one output {@code [N, 5 + classes, rows, columns]}. The channels of a
 * cell are objectness, x, y, width, height and a probability for each class. For the cell in column
 * {@code c} of {@code columns}:
 *
 * <pre>
 *   center = (c + tanh(x)) / columns        width = sigmoid(w)
 *   confidence = objectness^0.6 * probability^0.4
 * </pre>
 *
 * @param output the tensor's name
 * @param columns of cells
 * @param rows of cells
 * @param classes how many
 */
public record FastestDetHead(String output, int columns, int rows, int classes) implements Head {
  static final String FAMILY = "fastestdet";

  /** The channels before the classes. */
  static final int FIRST_CLASS = 5;

  @Override
  public String family() {
    return FAMILY;
  }

  @Override
  public List<String> lines() {
    return List.of(
        HeadLine.of(FAMILY)
            .with("output", output)
            .with("columns", columns)
            .with("rows", rows)
            .with("classes", classes)
            .toString());
  }

  @Override
  public List<String> describe() {
    return List.of("%s, %dx%d cells, %d classes".formatted(output, columns, rows, classes));
  }

  @Override
  public Postprocessor postprocessor(Model model, BoxFilter filter) {
    return new FastestDetPostprocessor(this, model, filter);
  }

  @Override
  public Optional<String> problem(Model model, IntFunction<FloatBuffer> outputs) {
    FloatBuffer tensor = outputs.apply(model.outputIndex(output));
    int cells = columns * rows;
    int all = tensor.limit();
    return Plausibility.probabilities(output, tensor, 0, cells, all)
        .or(
            () ->
                Plausibility.probabilities(
                    output, tensor, FIRST_CLASS * cells, classes * cells, all));
  }

  @Override
  public void check(Model model) {
    HeadChecks.output(model, output, FIRST_CLASS + classes, rows, columns);
    HeadChecks.labels(model, classes);
  }
}

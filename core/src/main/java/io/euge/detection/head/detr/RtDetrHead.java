package io.euge.detection.head.detr;

import io.euge.detection.head.BoxFilter;
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
 * The head of RT-DETR as Ultralytics exports it: one output {@code [N, queries, 4 + classes]}. The
 * numbers of a query are center x, center y, width and height in parts of the input, and a
 * probability for each class.
 *
 * @param output the tensor's name
 * @param queries how many
 * @param classes how many
 */
public record RtDetrHead(String output, int queries, int classes) implements Head {
  static final String FAMILY = "rt-detr";

  /** The numbers of a query before its classes. */
  static final int FIRST_CLASS = 4;

  @Override
  public String family() {
    return FAMILY;
  }

  @Override
  public List<String> lines() {
    return List.of(
        HeadLine.of(FAMILY)
            .with("output", output)
            .with("queries", queries)
            .with("classes", classes)
            .toString());
  }

  @Override
  public List<String> describe() {
    return List.of("%s, %d queries, %d classes".formatted(output, queries, classes));
  }

  int numbers() {
    return FIRST_CLASS + classes;
  }

  @Override
  public Postprocessor postprocessor(Model model, BoxFilter filter) {
    return new RtDetrPostprocessor(this, model, filter);
  }

  @Override
  public boolean endToEnd() {
    return true;
  }

  @Override
  public Optional<String> problem(Model model, IntFunction<FloatBuffer> outputs) {
    FloatBuffer tensor = outputs.apply(model.outputIndex(output));
    return Plausibility.probabilities(output, tensor, FIRST_CLASS, classes, numbers())
        .or(() -> Boxes.UNIT.problem(tensor, 0, FIRST_CLASS, numbers()))
        .or(() -> Boxes.centeredProblem(tensor, queries, numbers(), 1));
  }

  @Override
  public void check(Model model) {
    HeadChecks.output(model, output, queries, numbers());
    HeadChecks.labels(model, classes);
  }
}

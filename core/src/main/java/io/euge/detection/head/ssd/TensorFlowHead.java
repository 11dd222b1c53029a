package io.euge.detection.head.ssd;

import io.euge.detection.head.BoxFilter;
import io.euge.detection.head.Boxes;
import io.euge.detection.head.Head;
import io.euge.detection.head.HeadChecks;
import io.euge.detection.head.HeadLine;
import io.euge.detection.head.Plausibility;
import io.euge.detection.head.Postprocessor;
import io.euge.model.Model;
import io.euge.model.importing.GraphAdapter;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * The head of TensorFlow's detectors: boxes, classes and scores of at most so many detections, and
 * how many there are. Boxes are top, left, bottom and right in parts of the input; classes are
 * numbered from 1.
 *
 * @param boxes the output of boxes {@code [N, rows, 4]}
 * @param numbers the output of classes {@code [N, rows]}
 * @param scores the output of scores {@code [N, rows]}
 * @param rows that are read
 * @param filled whether rows are filled up by {@link io.euge.model.importing.OutputUse#NO_ROW}
 * @param classes how many
 * @param categories whether classes have the category numbers of COCO
 */
public record TensorFlowHead(
    String boxes,
    String numbers,
    String scores,
    int rows,
    boolean filled,
    int classes,
    boolean categories)
    implements Head {
  static final String FAMILY = "tensorflow";

  @Override
  public String family() {
    return FAMILY;
  }

  @Override
  public List<String> lines() {
    return List.of(
        HeadLine.of(FAMILY)
            .with("boxes", boxes)
            .with("numbers", numbers)
            .with("scores", scores)
            .with("rows", rows)
            .with("filled", filled)
            .with("classes", classes)
            .with("categories", categories)
            .toString());
  }

  @Override
  public List<String> describe() {
    return List.of(
        "%s, %s and %s, %d classes numbered from 1%s"
            .formatted(boxes, numbers, scores, classes, categories ? " as COCO's categories" : ""));
  }

  @Override
  public Postprocessor postprocessor(Model model, BoxFilter filter) {
    return new TensorFlowPostprocessor(this, model, filter);
  }

  @Override
  public boolean endToEnd() {
    return true;
  }

  @Override
  public Optional<String> problem(Model model, IntFunction<FloatBuffer> outputs) {
    FloatBuffer score = outputs.apply(model.outputIndex(scores));
    FloatBuffer number = outputs.apply(model.outputIndex(numbers));
    if (categories && !(score.get(0) > 0)) {
      return Optional.of(
          "its output %s finds nothing that has a number"
              .formatted(GraphAdapter.givenName(numbers)));
    }
    for (int i = 0; i < score.limit() && score.get(i) > 0; i++) {
      if (TensorFlowPostprocessor.classOf(this, number.get(i)) < 0) {
        return Optional.of(
            "its output %s names a class %s"
                .formatted(GraphAdapter.givenName(numbers), number.get(i)));
      }
    }
    return filled
        ? Optional.empty()
        : Plausibility.probabilities(scores, score, 0, rows, rows)
            .or(() -> Boxes.UNIT.problem(outputs.apply(model.outputIndex(boxes)), 0, 4, 4));
  }

  @Override
  public void check(Model model) {
    HeadChecks.column(model, numbers, rows, filled);
    HeadChecks.column(model, scores, rows, filled);
    HeadChecks.output(model, boxes, rows, 4);
    HeadChecks.labels(model, classes);
  }
}

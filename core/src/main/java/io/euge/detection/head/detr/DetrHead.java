package io.euge.detection.head.detr;

import io.euge.detection.head.BoxFilter;
import io.euge.detection.head.Boxes;
import io.euge.detection.head.Head;
import io.euge.detection.head.HeadChecks;
import io.euge.detection.head.HeadLine;
import io.euge.detection.head.Plausibility;
import io.euge.detection.head.Postprocessor;
import io.euge.detection.head.Rows;
import io.euge.model.Model;
import io.euge.model.importing.GraphAdapter;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * The head of RT-DETR, D-FINE and DEIM with their own postprocessing in the graph: a class, a box
 * and a score for each query. Boxes are left, top, right and bottom in pixels of the input, whose
 * size the graph gets as a constant.
 *
 * @param labels the output of classes {@code [N, queries]}
 * @param boxes the output of boxes {@code [N, queries, 4]}
 * @param scores the output of scores {@code [N, queries]}
 * @param queries that are read; where the graph does not say how many, filled up with rows of
 *     {@link io.euge.model.importing.OutputUse#NO_ROW}
 * @param classes how many
 */
public record DetrHead(String labels, String boxes, String scores, int queries, int classes)
    implements Head {
  static final String FAMILY = "detr";

  @Override
  public String family() {
    return FAMILY;
  }

  @Override
  public List<String> lines() {
    return List.of(
        HeadLine.of(FAMILY)
            .with("labels", labels)
            .with("boxes", boxes)
            .with("scores", scores)
            .with("queries", queries)
            .with("classes", classes)
            .toString());
  }

  @Override
  public List<String> describe() {
    return List.of(
        "%s, %s and %s of at most %d queries, %d classes"
            .formatted(
                labels, boxes, scores, queries == Rows.READ ? Rows.READ - 1 : queries, classes));
  }

  @Override
  public Postprocessor postprocessor(Model model, BoxFilter filter) {
    return new DetrPostprocessor(this, model, filter);
  }

  @Override
  public boolean endToEnd() {
    return true;
  }

  @Override
  public Optional<String> problem(Model model, IntFunction<FloatBuffer> outputs) {
    FloatBuffer given = outputs.apply(model.outputIndex(scores));
    int found = 0;
    while (found < given.limit() && !Rows.isNone(given.get(found))) {
      found++;
    }
    FloatBuffer score = given.duplicate().limit(found);
    FloatBuffer ids = outputs.apply(model.outputIndex(labels));
    Optional<String> problem = Plausibility.probabilities(scores, score, 0, found, found + 1);
    for (int i = 0; i < found && problem.isEmpty(); i++) {
      if (!(ids.get(i) >= 0 && ids.get(i) < classes)) {
        problem =
            Optional.of(
                "its output %s names a class %s"
                    .formatted(GraphAdapter.givenName(labels), ids.get(i)));
      }
    }
    FloatBuffer corners = outputs.apply(model.outputIndex(boxes)).duplicate().limit(4 * found);
    return problem.isPresent() || found == 0 ? problem : Boxes.PIXELS.problem(corners, 0, 4, 4);
  }

  @Override
  public void check(Model model) {
    HeadChecks.column(model, labels, queries, queries == Rows.READ);
    HeadChecks.column(model, scores, queries, queries == Rows.READ);
    HeadChecks.output(model, boxes, queries, 4);
    HeadChecks.labels(model, classes);
  }
}

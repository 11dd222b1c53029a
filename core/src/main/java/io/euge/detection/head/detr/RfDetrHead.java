package io.euge.detection.head.detr;

import io.euge.detection.head.BoxFilter;
import io.euge.detection.head.Boxes;
import io.euge.detection.head.CocoCategories;
import io.euge.detection.head.Head;
import io.euge.detection.head.HeadChecks;
import io.euge.detection.head.HeadLine;
import io.euge.detection.head.Postprocessor;
import io.euge.detection.head.Rows;
import io.euge.model.Model;
import io.euge.model.importing.GraphAdapter;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * The head of transformers without postprocessing in the graph, RF-DETR first: for each query a box
 * as center x, center y, width and height in parts of the input, and a logit for each class. A
 * sigmoid makes each of them a probability, or a softmax all of them, the last of which is then
 * that of no object, as in Carion et al., <i>End-to-End Object Detection with Transformers</i>
 * (2020).
 *
 * @param boxes the output of boxes {@code [N, queries, 4]}
 * @param logits the output of logits {@code [N, queries, columns]}
 * @param queries that are read; where the graph does not say how many, filled up with rows of
 *     {@link io.euge.model.importing.OutputUse#NO_ROW}
 * @param columns of the logits
 * @param classes how many: the first columns, or those that COCO has as categories if there are 91
 *     columns
 * @param softmax whether the last column is that of no object
 */
public record RfDetrHead(
    String boxes, String logits, int queries, int columns, int classes, boolean softmax)
    implements Head {
  static final String FAMILY = "rf-detr";

  @Override
  public String family() {
    return FAMILY;
  }

  @Override
  public List<String> lines() {
    return List.of(
        HeadLine.of(FAMILY)
            .with("boxes", boxes)
            .with("logits", logits)
            .with("queries", queries)
            .with("columns", columns)
            .with("classes", classes)
            .with("softmax", softmax)
            .toString());
  }

  @Override
  public List<String> describe() {
    return List.of(
        "%s and %s of %s queries, %d classes%s%s"
            .formatted(
                boxes,
                logits,
                queries == Rows.READ ? "any number of" : queries,
                classes,
                categories() ? " by COCO's category numbers" : "",
                softmax ? " before no object" : ""));
  }

  /** Returns whether a column is a category number of COCO. */
  boolean categories() {
    return scored() == CocoCategories.COUNT && classes == CocoCategories.CLASSES;
  }

  /** Returns the columns of classes. */
  private int scored() {
    return softmax ? columns - 1 : columns;
  }

  @Override
  public Postprocessor postprocessor(Model model, BoxFilter filter) {
    return new RfDetrPostprocessor(this, model, filter);
  }

  @Override
  public boolean endToEnd() {
    return true;
  }

  @Override
  public Optional<String> problem(Model model, IntFunction<FloatBuffer> outputs) {
    FloatBuffer scores = outputs.apply(model.outputIndex(logits));
    FloatBuffer places = outputs.apply(model.outputIndex(boxes));
    int found = 0;
    while (found < queries && !Rows.isNone(places.get(4 * found))) {
      found++;
    }
    int given = found;
    FloatBuffer table = places.duplicate().limit(4 * given);
    return given == 0
        ? Optional.of("its output %s is empty".formatted(GraphAdapter.givenName(boxes)))
        : notLogits(scores, given)
            .or(() -> Boxes.UNIT.problem(table, 0, 4, 4))
            .or(() -> Boxes.centeredProblem(table, given, 4, 1));
  }

  /** Most queries find nothing, and that is how it shows. */
  private Optional<String> notLogits(FloatBuffer scores, int given) {
    int nothing = 0;
    boolean negative = false;
    for (int query = 0; query < given; query++) {
      int best = query * columns;
      for (int i = best; i < (query + 1) * columns; i++) {
        best = scores.get(i) > scores.get(best) ? i : best;
        negative |= scores.get(i) < 0;
      }
      boolean last = best == (query + 1) * columns - 1;
      nothing += (softmax ? last : scores.get(best) < 0) ? 1 : 0;
    }
    if (!negative) {
      return Optional.of("its output %s has no logits".formatted(GraphAdapter.givenName(logits)));
    }
    return 2 * nothing >= given
        ? Optional.empty()
        : Optional.of("most of its queries would find an object in a test image");
  }

  @Override
  public void check(Model model) {
    HeadChecks.output(model, boxes, queries, 4);
    HeadChecks.output(model, logits, queries, columns);
    HeadChecks.labels(model, classes);
  }
}

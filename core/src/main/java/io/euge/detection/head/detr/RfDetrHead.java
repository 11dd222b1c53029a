package io.euge.detection.head.detr;

import io.euge.detection.head.BoxFilter;
import io.euge.detection.head.Boxes;
import io.euge.detection.head.CocoCategories;
import io.euge.detection.head.Head;
import io.euge.detection.head.HeadChecks;
import io.euge.detection.head.HeadLine;
import io.euge.detection.head.Postprocessor;
import io.euge.model.Model;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * The head of transformers without postprocessing in the graph, RF-DETR first: for each query a box
 * as centre x, centre y, width and height in parts of the input, and a logit for each class, which
 * a sigmoid makes a probability.
 *
 * @param boxes the output of boxes {@code [N, queries, 4]}
 * @param logits the output of logits {@code [N, queries, columns]}
 * @param queries how many
 * @param columns of the logits
 * @param classes how many: the first columns, or those that COCO has as categories if there are 91
 *     columns
 */
public record RfDetrHead(String boxes, String logits, int queries, int columns, int classes)
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
            .toString());
  }

  @Override
  public List<String> describe() {
    return List.of(
        "%s and %s of %d queries, %d classes%s"
            .formatted(
                boxes,
                logits,
                queries,
                classes,
                categories() ? " by COCO's category numbers" : ""));
  }

  /** Returns whether a column is a category number of COCO. */
  boolean categories() {
    return columns == CocoCategories.COUNT && classes == CocoCategories.CLASSES;
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
    return Boxes.UNIT.problem(outputs.apply(model.outputIndex(boxes)), 0, 4, 4);
  }

  @Override
  public void check(Model model) {
    HeadChecks.output(model, boxes, queries, 4);
    HeadChecks.output(model, logits, queries, columns);
    HeadChecks.labels(model, classes);
  }
}

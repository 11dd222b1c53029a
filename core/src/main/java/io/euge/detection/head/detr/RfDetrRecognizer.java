package io.euge.detection.head.detr;

import io.euge.detection.head.CocoCategories;
import io.euge.detection.head.ForeignGraph;
import io.euge.detection.head.Head;
import io.euge.detection.head.HeadLine;
import io.euge.detection.head.HeadRecognizer;
import io.euge.detection.head.Recognition;
import io.euge.detection.head.UsualInput;
import io.euge.model.importing.GraphAdapter;
import io.euge.model.importing.OutputUse;
import io.euge.model.spec.TensorSpec;
import java.util.List;
import java.util.Optional;

/**
 * Recognizes two outputs of as many rows: boxes, and logits. RF-DETR calls them {@code dets} and
 * {@code labels}; others {@code pred_boxes} and {@code logits}.
 */
public final class RfDetrRecognizer implements HeadRecognizer {
  private static final String RF_DETR = "dets";

  @Override
  public String family() {
    return RfDetrHead.FAMILY;
  }

  @Override
  public Head read(List<String> lines) {
    HeadLine line = HeadLine.parse(lines.get(0));
    return new RfDetrHead(
        line.text("boxes"),
        line.text("logits"),
        line.count("queries"),
        line.count("columns"),
        line.count("classes"));
  }

  @Override
  public List<Recognition> recognize(ForeignGraph graph) {
    Optional<TensorSpec> boxes = graph.named(RF_DETR).or(() -> graph.named("pred_boxes"));
    Optional<TensorSpec> logits = graph.named("labels").or(() -> graph.named("logits"));
    if (boxes.isEmpty() || logits.isEmpty() || !isTable(boxes.get()) || !isTable(logits.get())) {
      return List.of();
    }
    long queries = boxes.get().shape().get(1).size();
    long columns = logits.get().shape().get(2).size();
    if (boxes.get().shape().get(2).size() != 4 || logits.get().shape().get(1).size() != queries) {
      return List.of();
    }
    long classes =
        graph.named().isPresent()
            ? graph.named().getAsInt()
            : columns == CocoCategories.COUNT ? CocoCategories.CLASSES : columns;
    if (classes > columns) {
      return List.of();
    }
    RfDetrHead head =
        new RfDetrHead(
            GraphAdapter.outputName(boxes.get().name()),
            GraphAdapter.outputName(logits.get().name()),
            Math.toIntExact(queries),
            Math.toIntExact(columns),
            Math.toIntExact(classes));
    return List.of(
        Recognition.of(
            head,
            head.classes(),
            List.of(
                OutputUse.fixed(boxes.get().name(), queries, 4),
                OutputUse.fixed(logits.get().name(), queries, columns)),
            boxes.get().name().contains(RF_DETR) ? UsualInput.RF_DETR : UsualInput.DETR,
            ForeignGraph.countsFrames(List.of(boxes.get(), logits.get()))));
  }

  private static boolean isTable(TensorSpec output) {
    return output.shape().size() == 3 && output.frameElements().isPresent();
  }
}

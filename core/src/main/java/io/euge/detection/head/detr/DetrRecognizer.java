package io.euge.detection.head.detr;

import io.euge.detection.head.CocoCategories;
import io.euge.detection.head.ForeignGraph;
import io.euge.detection.head.Head;
import io.euge.detection.head.HeadLine;
import io.euge.detection.head.HeadRecognizer;
import io.euge.detection.head.Recognition;
import io.euge.detection.head.Rows;
import io.euge.detection.head.UsualInput;
import io.euge.model.importing.GraphAdapter;
import io.euge.model.importing.OutputUse;
import io.euge.model.spec.Dimension;
import io.euge.model.spec.ElementType;
import io.euge.model.spec.TensorSpec;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Recognizes outputs of labels, boxes and scores, and the size that the boxes are scaled to. */
public final class DetrRecognizer implements HeadRecognizer {
  @Override
  public String family() {
    return DetrHead.FAMILY;
  }

  @Override
  public Head read(List<String> lines) {
    HeadLine line = HeadLine.parse(lines.get(0));
    return new DetrHead(
        line.text("labels"),
        line.text("boxes"),
        line.text("scores"),
        line.count("queries"),
        line.count("classes"));
  }

  @Override
  public List<Recognition> recognize(ForeignGraph graph) {
    Optional<TensorSpec> labels =
        graph.outputs().stream().filter(DetrRecognizer::isWhole).findFirst();
    Optional<TensorSpec> boxes = graph.named("box").or(() -> unnamed(graph, true));
    Optional<TensorSpec> scores = graph.named("score").or(() -> unnamed(graph, false));
    if (graph.otherInputs().size() != 1
        || !isWhole(graph.otherInputs().get(0))
        || labels.isEmpty()
        || boxes.isEmpty()
        || scores.isEmpty()) {
      return List.of();
    }
    int classes = graph.named().orElse(CocoCategories.CLASSES);
    List<Dimension> shape = boxes.get().shape();
    boolean known =
        shape.size() == 3
            && !shape.get(1).isDynamic()
            && scores.get().shape().size() == 2
            && labels.get().shape().size() == 2;
    int queries = known ? Math.toIntExact(shape.get(1).size()) : Rows.READ;
    DetrHead head =
        new DetrHead(
            GraphAdapter.outputName(labels.get().name()),
            GraphAdapter.outputName(boxes.get().name()),
            GraphAdapter.outputName(scores.get().name()),
            queries,
            classes);
    List<OutputUse> uses =
        List.of(
            use(labels.get(), known, queries),
            known
                ? OutputUse.fixed(boxes.get().name(), queries, 4)
                : OutputUse.ofRows(boxes.get().name(), queries, 4),
            use(scores.get(), known, queries));
    boolean batches =
        known && ForeignGraph.countsFrames(List.of(labels.get(), boxes.get(), scores.get()));
    return List.of(
        Recognition.of(head, classes, uses, UsualInput.DETR, batches)
            .with(
                Map.of(
                    graph.otherInputs().get(0).name(),
                    List.of((long) graph.width(), (long) graph.height()))));
  }

  /** Returns one of the only two outputs of floats: boxes have a dimension more than scores. */
  private static Optional<TensorSpec> unnamed(ForeignGraph graph, boolean boxes) {
    List<TensorSpec> floats =
        graph.outputs().stream()
            .filter(output -> !isWhole(output))
            .sorted(Comparator.comparingInt(output -> output.shape().size()))
            .toList();
    return floats.size() == 2 && floats.get(0).shape().size() < floats.get(1).shape().size()
        ? Optional.of(floats.get(boxes ? 1 : 0))
        : Optional.empty();
  }

  private static OutputUse use(TensorSpec output, boolean known, int queries) {
    return known
        ? OutputUse.fixed(output.name(), queries)
        : OutputUse.ofRows(output.name(), queries, 1);
  }

  private static boolean isWhole(TensorSpec tensor) {
    return tensor.type() == ElementType.INT64;
  }
}

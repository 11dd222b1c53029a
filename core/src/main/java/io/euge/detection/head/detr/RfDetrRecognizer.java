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
import io.euge.model.spec.TensorSpec;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Recognizes two outputs of as many rows: boxes, and logits. RF-DETR calls them {@code dets} and
 * {@code labels}; others {@code pred_boxes} and {@code logits}.
 */
public final class RfDetrRecognizer implements HeadRecognizer {
  private static final String RF_DETR = "dets";
  private static final String SIGMOID = "sigmoid";
  private static final String SOFTMAX = "softmax";
  private static final String AS_RT_DETR =
      "its input is taken to be RT-DETR's (stretched, RGB, 0..1): look at the boxes with euge models try, and give preprocessing if it is another";

  private static final int SIDES = 4;
  private static final int MOST_QUERIES = 1000;

  @Override
  public String family() {
    return RfDetrHead.FAMILY;
  }

  @Override
  public List<String> variants() {
    return List.of(SIGMOID, SOFTMAX);
  }

  @Override
  public Head read(List<String> lines) {
    HeadLine line = HeadLine.parse(lines.get(0));
    return new RfDetrHead(
        line.text("boxes"),
        line.text("logits"),
        line.count("queries"),
        line.count("columns"),
        line.count("classes"),
        line.has("softmax") && line.flag("softmax"));
  }

  @Override
  public List<Recognition> recognize(ForeignGraph graph) {
    Optional<TensorSpec> boxes =
        graph.named(RF_DETR).or(() -> graph.named("pred_boxes")).or(() -> table(graph, true));
    Optional<TensorSpec> logits =
        graph.named("labels").or(() -> graph.named("logits")).or(() -> table(graph, false));
    if (boxes.isEmpty() || logits.isEmpty() || !isTable(boxes.get()) || !isTable(logits.get())) {
      return List.of();
    }
    boolean open = queries(boxes.get()).isDynamic() && queries(logits.get()).isDynamic();
    if (boxes.get().shape().get(2).size() != SIDES
        || !(open || queries(boxes.get()).equals(queries(logits.get())))) {
      return List.of();
    }
    return Stream.of(false, true)
        .flatMap(softmax -> recognition(graph, boxes.get(), logits.get(), softmax).stream())
        .toList();
  }

  private static Optional<Recognition> recognition(
      ForeignGraph graph, TensorSpec boxes, TensorSpec logits, boolean softmax) {
    boolean open = queries(boxes).isDynamic();
    long queries = open ? Rows.READ : queries(boxes).size();
    long columns = logits.shape().get(2).size();
    long scored = softmax ? columns - 1 : columns;
    long classes =
        graph.named().isPresent()
            ? graph.named().getAsInt()
            : scored == CocoCategories.COUNT ? CocoCategories.CLASSES : scored;
    if (classes < 1 || classes > scored) {
      return Optional.empty();
    }
    RfDetrHead head =
        new RfDetrHead(
            GraphAdapter.outputName(boxes.name()),
            GraphAdapter.outputName(logits.name()),
            Math.toIntExact(queries),
            Math.toIntExact(columns),
            Math.toIntExact(classes),
            softmax);
    boolean imageNet = softmax || boxes.name().contains(RF_DETR);
    Recognition recognition =
        Recognition.of(
                head,
                head.classes(),
                List.of(
                    use(boxes.name(), open, queries, SIDES),
                    use(logits.name(), open, queries, columns)),
                imageNet ? UsualInput.RF_DETR : UsualInput.DETR,
                !open && ForeignGraph.countsFrames(List.of(boxes, logits)))
            .as(softmax ? SOFTMAX : SIGMOID);
    return Optional.of(imageNet ? recognition : recognition.assuming(AS_RT_DETR));
  }

  private static OutputUse use(String name, boolean open, long queries, long columns) {
    return open
        ? OutputUse.ofRows(name, queries, columns)
        : OutputUse.fixed(name, queries, columns);
  }

  private static Dimension queries(TensorSpec table) {
    return table.shape().get(1);
  }

  /** Returns one of the only two outputs, boxes or logits of a few hundred queries. */
  private static Optional<TensorSpec> table(ForeignGraph graph, boolean boxes) {
    List<TensorSpec> tables = graph.outputs().stream().filter(RfDetrRecognizer::isTable).toList();
    return tables.size() == 2
        ? tables.stream()
            .filter(
                output -> !queries(output).isDynamic() && queries(output).size() <= MOST_QUERIES)
            .filter(output -> output.shape().get(2).size() == SIDES == boxes)
            .findFirst()
        : Optional.empty();
  }

  private static boolean isTable(TensorSpec output) {
    return output.shape().size() == 3 && !output.shape().get(2).isDynamic();
  }
}

package io.euge.detection.head.yolo;

import io.euge.detection.head.BoxParts;
import io.euge.detection.head.CocoCategories;
import io.euge.detection.head.ForeignGraph;
import io.euge.detection.head.Recognition;
import io.euge.model.importing.OutputUse;
import io.euge.model.spec.Dimension;
import io.euge.model.spec.TensorSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An output {@code [N, numbers, boxes]} or {@code [N, boxes, numbers]} with so many boxes for each
 * cell.
 *
 * @param output the tensor
 * @param numbers of a box
 * @param boxes how many
 * @param order the order of dimensions in which the head reads it; empty where it is that already
 * @param classes how many
 * @param parts what follows the classes
 */
record BoxTable(
    TensorSpec output,
    long numbers,
    long boxes,
    List<Integer> order,
    long classes,
    BoxParts parts) {
  /** How a head lies in memory. */
  enum Layout {
    NUMBERS_FIRST,
    BOXES_FIRST
  }

  /**
   * Finds the table of a head among the outputs. One that scores as many classes as there are names
   * comes first. One that the head reads in another order must score as many.
   *
   * @param anchors boxes of a cell
   * @param first the numbers before the classes
   */
  static Optional<BoxTable> find(ForeignGraph graph, int anchors, int first, Layout layout) {
    List<BoxTable> found = new ArrayList<>();
    List<BoxTable> named = new ArrayList<>();
    for (TensorSpec output : graph.outputs()) {
      for (Layout each : Layout.values()) {
        boolean turned = each != layout;
        of(graph, output, anchors, first, each, turned)
            .ifPresent(
                table -> {
                  if (table.isNamed(graph)) {
                    named.add(table);
                  } else if (!turned) {
                    found.add(table);
                  }
                });
      }
    }
    return named.stream()
        .findFirst()
        .map(table -> lastLike(table, named))
        .or(() -> found.stream().findFirst().map(table -> lastLike(table, found)));
  }

  /** Of several branches of a network, that of its detections comes last. */
  private static BoxTable lastLike(BoxTable first, List<BoxTable> tables) {
    return tables.stream()
        .filter(table -> table.isLike(first.output()))
        .reduce(first, (earlier, later) -> later);
  }

  private boolean isLike(TensorSpec other) {
    return sizes(output).equals(sizes(other));
  }

  private static List<Long> sizes(TensorSpec tensor) {
    return tensor.shape().stream().map(Dimension::size).toList();
  }

  /** Returns the same readings, with a sentence on outputs that could be read as well. */
  List<Recognition> noted(ForeignGraph graph, List<Recognition> readings) {
    long alike = graph.outputs().stream().filter(this::isLike).count();
    return alike == 1
        ? readings
        : readings.stream()
            .map(
                reading ->
                    reading.assuming(
                        "it has %d outputs of the same shape: the last of them, %s, is taken to be that of its detections, as in YOLOv9's networks with auxiliary branches"
                            .formatted(alike, output.name())))
            .toList();
  }

  private static Optional<BoxTable> of(
      ForeignGraph graph,
      TensorSpec output,
      int anchors,
      int first,
      Layout layout,
      boolean turned) {
    if (output.shape().size() != 3) {
      return Optional.empty();
    }
    boolean numbersFirst = layout == Layout.NUMBERS_FIRST;
    Dimension numbers = output.shape().get(numbersFirst ? 1 : 2);
    Dimension rows = output.shape().get(numbersFirst ? 2 : 1);
    if (numbers.isDynamic() || graph.hasBoxesBeside(output, rows)) {
      return Optional.empty();
    }
    long scored = numbers.size() - first;
    long extra = Ultralytics.extra(graph, scored);
    // Labels for all that is scored make the only table one that has no objectness.
    boolean sure =
        first == YoloV8Head.FIRST_CLASS
            && numbersFirst
            && graph.named().isPresent()
            && graph.named().getAsInt() == scored - extra
            && rows.size() > numbers.size()
            && graph.outputs().stream().filter(each -> each.shape().size() == 3).count() == 1;
    return Ultralytics.cells(graph)
        .map(cells -> anchors * cells)
        .filter(boxes -> rows.isDynamic() || rows.size() == boxes)
        .findFirst()
        .or(() -> sure ? Optional.of(rows.size()) : Optional.empty())
        .filter(boxes -> scored - extra >= 1)
        .map(
            boxes ->
                new BoxTable(
                    output,
                    numbers.size(),
                    boxes,
                    turned ? List.of(0, 2, 1) : List.of(),
                    scored - extra,
                    Ultralytics.parts(graph, extra)));
  }

  /** Returns whether its classes have names, or can be COCO's. */
  boolean isNamed(ForeignGraph graph) {
    return graph.named().isPresent()
        ? graph.named().getAsInt() == classes
        : classes == CocoCategories.CLASSES || !parts.equals(BoxParts.NONE);
  }

  /** Returns how the output is read: the dimensions in the order of the head. */
  OutputUse use(long... frame) {
    OutputUse use = OutputUse.fixed(output.name(), frame);
    return order.isEmpty() ? use : use.ordered(order.toArray(Integer[]::new));
  }
}

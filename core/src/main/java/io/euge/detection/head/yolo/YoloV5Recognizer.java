package io.euge.detection.head.yolo;

import io.euge.detection.head.BoxParts;
import io.euge.detection.head.ForeignGraph;
import io.euge.detection.head.Head;
import io.euge.detection.head.HeadLine;
import io.euge.detection.head.HeadRecognizer;
import io.euge.detection.head.Recognition;
import io.euge.model.importing.GraphAdapter;
import java.util.List;
import java.util.Optional;

/** Recognizes one output of three boxes for each cell, or one, each box in a row. */
public final class YoloV5Recognizer implements HeadRecognizer {
  private static final int ANCHORS = 3;

  /** How many boxes a cell has in networks with anchors of the user's own. */
  private static final List<Integer> RARE_ANCHORS = List.of(2, 4, 5, 6, 9);

  @Override
  public String family() {
    return YoloV5Head.FAMILY;
  }

  @Override
  public List<String> variants() {
    return Ultralytics.VARIANTS;
  }

  @Override
  public Head read(List<String> lines) {
    HeadLine line = HeadLine.parse(lines.get(0));
    return new YoloV5Head(
        line.text("output"),
        line.count("boxes"),
        line.count("numbers"),
        line.count("classes"),
        line.flag("unit"),
        BoxParts.read(line));
  }

  @Override
  public List<Recognition> recognize(ForeignGraph graph) {
    Optional<BoxTable> anchored =
        BoxTable.find(graph, ANCHORS, YoloV5Head.FIRST_CLASS, BoxTable.Layout.BOXES_FIRST);
    // YOLOv6 has one box for each cell, of objectness 1.
    return anchored
        .or(
            () ->
                BoxTable.find(graph, 1, YoloV5Head.FIRST_CLASS, BoxTable.Layout.BOXES_FIRST)
                    .filter(table -> graph.canName(table.classes())))
        .or(() -> rare(graph))
        .map(table -> recognitions(graph, table))
        .orElseGet(List::of);
  }

  private static Optional<BoxTable> rare(ForeignGraph graph) {
    return RARE_ANCHORS.stream()
        .flatMap(
            anchors ->
                BoxTable.find(graph, anchors, YoloV5Head.FIRST_CLASS, BoxTable.Layout.BOXES_FIRST)
                    .stream())
        .filter(table -> graph.named().isPresent() && table.isNamed(graph))
        .findFirst();
  }

  private static List<Recognition> recognitions(ForeignGraph graph, BoxTable table) {
    return table.noted(
        graph,
        Ultralytics.recognitions(
            graph,
            unit ->
                new YoloV5Head(
                    GraphAdapter.outputName(table.output().name()),
                    Math.toIntExact(table.boxes()),
                    Math.toIntExact(table.numbers()),
                    Math.toIntExact(table.classes()),
                    unit,
                    table.parts()),
            Math.toIntExact(table.classes()),
            table.use(table.boxes(), table.numbers())));
  }
}

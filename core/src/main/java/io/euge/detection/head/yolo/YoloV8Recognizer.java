package io.euge.detection.head.yolo;

import io.euge.detection.head.BoxParts;
import io.euge.detection.head.ForeignGraph;
import io.euge.detection.head.Head;
import io.euge.detection.head.HeadLine;
import io.euge.detection.head.HeadRecognizer;
import io.euge.detection.head.Recognition;
import io.euge.model.importing.GraphAdapter;
import java.util.List;

/** Recognizes one output of a box for each cell, channels first. */
public final class YoloV8Recognizer implements HeadRecognizer {
  @Override
  public String family() {
    return YoloV8Head.FAMILY;
  }

  @Override
  public List<String> variants() {
    return Ultralytics.VARIANTS;
  }

  @Override
  public Head read(List<String> lines) {
    HeadLine line = HeadLine.parse(lines.get(0));
    return new YoloV8Head(
        line.text("output"),
        line.count("channels"),
        line.count("boxes"),
        line.count("classes"),
        line.flag("unit"),
        BoxParts.read(line));
  }

  @Override
  public List<Recognition> recognize(ForeignGraph graph) {
    return BoxTable.find(graph, 1, YoloV8Head.FIRST_CLASS, BoxTable.Layout.NUMBERS_FIRST)
        .map(table -> recognitions(graph, table))
        .orElseGet(List::of);
  }

  private static List<Recognition> recognitions(ForeignGraph graph, BoxTable table) {
    return table.noted(
        graph,
        Ultralytics.recognitions(
            graph,
            unit ->
                new YoloV8Head(
                    GraphAdapter.outputName(table.output().name()),
                    Math.toIntExact(table.numbers()),
                    Math.toIntExact(table.boxes()),
                    Math.toIntExact(table.classes()),
                    unit,
                    table.parts()),
            Math.toIntExact(table.classes()),
            table.use(table.numbers(), table.boxes())));
  }
}

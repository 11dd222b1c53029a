package io.euge.detection.head.yolo;

import io.euge.detection.head.BoxParts;
import io.euge.detection.head.ForeignGraph;
import io.euge.detection.head.Head;
import io.euge.detection.head.HeadLine;
import io.euge.detection.head.HeadRecognizer;
import io.euge.detection.head.Recognition;
import io.euge.model.importing.GraphAdapter;
import io.euge.model.importing.OutputUse;
import io.euge.model.spec.Dimension;
import io.euge.model.spec.TensorSpec;
import java.util.List;
import java.util.Optional;

/** Recognizes one output of three boxes for each cell, each box in a row. */
public final class YoloV5Recognizer implements HeadRecognizer {
  private static final int ANCHORS = 3;

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
    for (TensorSpec output : graph.outputs()) {
      if (output.shape().size() != 3 || output.shape().get(2).isDynamic()) {
        continue;
      }
      long numbers = output.shape().get(2).size();
      Dimension rows = output.shape().get(1);
      Optional<Long> boxes =
          Ultralytics.CELLS.stream()
              .map(strides -> ANCHORS * graph.cells(strides))
              .filter(cells -> rows.isDynamic() || rows.size() == cells)
              .findFirst();
      long scored = numbers - YoloV5Head.FIRST_CLASS;
      long extra = Ultralytics.extra(graph, scored);
      BoxParts parts = Ultralytics.parts(graph, extra);
      long classes = scored - extra;
      if (boxes.isPresent() && classes >= 1) {
        OutputUse use = OutputUse.fixed(output.name(), boxes.get(), numbers);
        return Ultralytics.recognitions(
            graph,
            unit ->
                new YoloV5Head(
                    GraphAdapter.outputName(output.name()),
                    Math.toIntExact(boxes.get()),
                    Math.toIntExact(numbers),
                    Math.toIntExact(classes),
                    unit,
                    parts),
            Math.toIntExact(classes),
            use);
      }
    }
    return List.of();
  }
}

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
    for (TensorSpec output : graph.outputs()) {
      if (output.shape().size() != 3 || output.shape().get(1).isDynamic()) {
        continue;
      }
      long channels = output.shape().get(1).size();
      Dimension last = output.shape().get(2);
      Optional<Long> boxes =
          Ultralytics.CELLS.stream()
              .map(graph::cells)
              .filter(cells -> last.isDynamic() || last.size() == cells)
              .findFirst();
      long scored = channels - YoloV8Head.FIRST_CLASS;
      long extra = Ultralytics.extra(graph, scored);
      BoxParts parts = Ultralytics.parts(graph, extra);
      long classes = scored - extra;
      if (boxes.isPresent() && classes >= 1) {
        OutputUse use = OutputUse.fixed(output.name(), channels, boxes.get());
        return Ultralytics.recognitions(
            graph,
            unit ->
                new YoloV8Head(
                    GraphAdapter.outputName(output.name()),
                    Math.toIntExact(channels),
                    Math.toIntExact(boxes.get()),
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

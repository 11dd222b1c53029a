package io.euge.detection.head.detr;

import io.euge.detection.head.CocoCategories;
import io.euge.detection.head.ForeignGraph;
import io.euge.detection.head.Grid;
import io.euge.detection.head.Head;
import io.euge.detection.head.HeadLine;
import io.euge.detection.head.HeadRecognizer;
import io.euge.detection.head.Recognition;
import io.euge.detection.head.UsualInput;
import io.euge.model.importing.GraphAdapter;
import io.euge.model.importing.OutputUse;
import io.euge.model.spec.TensorSpec;
import java.util.List;

/** Recognizes one output of a few hundred rows with a box and a probability for each class. */
public final class RtDetrRecognizer implements HeadRecognizer {
  private static final int MOST_QUERIES = 1000;

  @Override
  public String family() {
    return RtDetrHead.FAMILY;
  }

  @Override
  public Head read(List<String> lines) {
    HeadLine line = HeadLine.parse(lines.get(0));
    return new RtDetrHead(line.text("output"), line.count("queries"), line.count("classes"));
  }

  @Override
  public List<Recognition> recognize(ForeignGraph graph) {
    for (TensorSpec output : graph.outputs()) {
      if (output.shape().size() != 3 || output.frameElements().isEmpty()) {
        continue;
      }
      long queries = output.shape().get(1).size();
      long classes = output.shape().get(2).size() - RtDetrHead.FIRST_CLASS;
      boolean grid = Grid.STRIDES.stream().anyMatch(strides -> graph.cells(strides) == queries);
      if (queries <= MOST_QUERIES
          && !grid
          && classes == graph.named().orElse(CocoCategories.CLASSES)) {
        RtDetrHead head =
            new RtDetrHead(
                GraphAdapter.outputName(output.name()),
                Math.toIntExact(queries),
                Math.toIntExact(classes));
        return List.of(
            Recognition.of(
                head,
                head.classes(),
                List.of(OutputUse.fixed(output.name(), queries, head.numbers())),
                UsualInput.DETR,
                ForeignGraph.countsFrames(List.of(output))));
      }
    }
    return List.of();
  }
}

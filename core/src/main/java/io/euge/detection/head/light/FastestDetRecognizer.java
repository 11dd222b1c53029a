package io.euge.detection.head.light;

import io.euge.detection.head.ForeignGraph;
import io.euge.detection.head.Head;
import io.euge.detection.head.HeadLine;
import io.euge.detection.head.HeadRecognizer;
import io.euge.detection.head.Recognition;
import io.euge.detection.head.UsualInput;
import io.euge.model.importing.GraphAdapter;
import io.euge.model.importing.OutputUse;
import io.euge.model.spec.Dimension;
import io.euge.model.spec.TensorSpec;
import java.util.List;

/** Recognizes the only output, of one box for each cell of stride 16, channels first. */
public final class FastestDetRecognizer implements HeadRecognizer {
  private static final int STRIDE = 16;

  @Override
  public String family() {
    return FastestDetHead.FAMILY;
  }

  @Override
  public Head read(List<String> lines) {
    HeadLine line = HeadLine.parse(lines.get(0));
    return new FastestDetHead(
        line.text("output"), line.count("columns"), line.count("rows"), line.count("classes"));
  }

  @Override
  public List<Recognition> recognize(ForeignGraph graph) {
    if (graph.outputs().size() != 1) {
      return List.of();
    }
    TensorSpec output = graph.outputs().get(0);
    List<Long> shape = output.shape().stream().map(Dimension::size).toList();
    long columns = graph.width() / STRIDE;
    long rows = graph.height() / STRIDE;
    if (shape.size() != 4 || !shape.subList(2, 4).equals(List.of(rows, columns))) {
      return List.of();
    }
    long classes = shape.get(1) - FastestDetHead.FIRST_CLASS;
    if (classes < 1 || !graph.canName(classes)) {
      return List.of();
    }
    FastestDetHead head =
        new FastestDetHead(
            GraphAdapter.outputName(output.name()),
            Math.toIntExact(columns),
            Math.toIntExact(rows),
            Math.toIntExact(classes));
    return List.of(
        Recognition.of(
            head,
            head.classes(),
            List.of(OutputUse.fixed(output.name(), shape.get(1), rows, columns)),
            UsualInput.FASTEST,
            ForeignGraph.countsFrames(graph.outputs())));
  }
}

package io.euge.detection.head.yolo;

import io.euge.detection.head.ForeignGraph;
import io.euge.detection.head.Grid;
import io.euge.detection.head.Head;
import io.euge.detection.head.HeadLine;
import io.euge.detection.head.HeadRecognizer;
import io.euge.detection.head.Recognition;
import io.euge.detection.head.UsualInput;
import io.euge.model.importing.GraphAdapter;
import io.euge.model.importing.OutputUse;
import io.euge.model.spec.Dimension;
import io.euge.model.spec.TensorSpec;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Recognizes one output of a box for each cell, each box in a row. */
public final class YoloXRecognizer implements HeadRecognizer {
  private static final String RAW = "raw";
  private static final String DECODED = "decoded";

  @Override
  public String family() {
    return YoloXHead.FAMILY;
  }

  @Override
  public List<String> variants() {
    return List.of(RAW, DECODED);
  }

  @Override
  public Head read(List<String> lines) {
    HeadLine line = HeadLine.parse(lines.get(0));
    return new YoloXHead(
        line.text("output"),
        line.counts("strides"),
        line.count("boxes"),
        line.count("classes"),
        line.flag("decoded"));
  }

  @Override
  public List<Recognition> recognize(ForeignGraph graph) {
    for (TensorSpec output : graph.outputs()) {
      if (output.shape().size() != 3 || output.shape().get(2).isDynamic()) {
        continue;
      }
      Dimension rows = output.shape().get(1);
      if (graph.hasBoxesBeside(output, rows)) {
        continue;
      }
      long classes = output.shape().get(2).size() - YoloXHead.FIRST_CLASS;
      for (int[] strides : Grid.STRIDES) {
        long cells = graph.cells(strides);
        if ((rows.isDynamic() || rows.size() == cells) && classes >= 1 && graph.canName(classes)) {
          return recognitions(graph, output, strides, cells, classes);
        }
      }
    }
    return List.of();
  }

  private static List<Recognition> recognitions(
      ForeignGraph graph, TensorSpec output, int[] strides, long cells, long classes) {
    OutputUse use = OutputUse.fixed(output.name(), cells, YoloXHead.FIRST_CLASS + classes);
    return Stream.of(false, true)
        .map(
            decoded ->
                Recognition.of(
                        new YoloXHead(
                            GraphAdapter.outputName(output.name()),
                            Arrays.stream(strides).boxed().toList(),
                            Math.toIntExact(cells),
                            Math.toIntExact(classes),
                            decoded),
                        Math.toIntExact(classes),
                        List.of(use),
                        UsualInput.YOLOX,
                        Ultralytics.batches(graph, use))
                    .as(decoded ? DECODED : RAW))
        .toList();
  }
}

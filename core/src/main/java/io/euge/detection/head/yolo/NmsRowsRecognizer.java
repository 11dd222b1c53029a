package io.euge.detection.head.yolo;

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
import io.euge.model.spec.TensorSpec;
import java.util.List;

/** Recognizes one output of rows of seven numbers. */
public final class NmsRowsRecognizer implements HeadRecognizer {
  @Override
  public String family() {
    return NmsRowsHead.FAMILY;
  }

  @Override
  public Head read(List<String> lines) {
    HeadLine line = HeadLine.parse(lines.get(0));
    return new NmsRowsHead(line.text("output"), line.count("rows"), line.count("classes"));
  }

  @Override
  public List<Recognition> recognize(ForeignGraph graph) {
    for (TensorSpec output : graph.outputs()) {
      if (output.shape().size() == 2 && output.shape().get(1).size() == NmsRowsHead.NUMBERS) {
        int classes = graph.named().orElse(CocoCategories.CLASSES);
        NmsRowsHead head =
            new NmsRowsHead(GraphAdapter.outputName(output.name()), Rows.READ, classes);
        OutputUse use = OutputUse.ofRows(output.name(), Rows.READ, NmsRowsHead.NUMBERS);
        return List.of(
            Recognition.of(head, classes, List.of(use), UsualInput.ULTRALYTICS, false)
                .assuming(
                    "its input is taken to be YOLOv7's (letterbox, RGB, 0..1), for rows of seven numbers do not show which network they come from: look at the boxes with euge models try, and give preprocessing if it is another"));
      }
    }
    return List.of();
  }
}

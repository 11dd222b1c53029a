package io.euge.detection.head.yolo;

import io.euge.detection.head.BoxParts;
import io.euge.detection.head.ForeignGraph;
import io.euge.detection.head.Head;
import io.euge.detection.head.HeadLine;
import io.euge.detection.head.HeadRecognizer;
import io.euge.detection.head.Recognition;
import io.euge.detection.head.Rows;
import io.euge.model.importing.GraphAdapter;
import io.euge.model.importing.OutputUse;
import io.euge.model.spec.TensorSpec;
import java.util.List;

/** Recognizes one output of a few hundred rows with a box, a confidence and a class each. */
public final class EndToEndRecognizer implements HeadRecognizer {
  private static final int MOST_ROWS = 1000;
  private static final int COCO = 80;

  @Override
  public String family() {
    return EndToEndHead.FAMILY;
  }

  @Override
  public List<String> variants() {
    return Ultralytics.VARIANTS;
  }

  @Override
  public Head read(List<String> lines) {
    HeadLine line = HeadLine.parse(lines.get(0));
    return new EndToEndHead(
        line.text("output"),
        line.count("rows"),
        line.count("numbers"),
        line.count("classes"),
        line.flag("unit"),
        BoxParts.read(line));
  }

  @Override
  public List<Recognition> recognize(ForeignGraph graph) {
    boolean declared = "True".equalsIgnoreCase(graph.metadata().get("end2end"));
    for (TensorSpec output : graph.outputs()) {
      if (output.shape().size() != 3 || output.shape().get(2).isDynamic()) {
        continue;
      }
      boolean open = output.shape().get(1).isDynamic();
      long rows = open ? Rows.READ : output.shape().get(1).size();
      long numbers = output.shape().get(2).size();
      long rest = numbers - EndToEndHead.BOX_NUMBERS;
      BoxParts parts = Ultralytics.parts(graph, rest);
      boolean known = rest == 0 || (rest > 0 && (declared || !parts.equals(BoxParts.NONE)));
      if ((open || rows <= MOST_ROWS) && known) {
        int classes = graph.named().orElse(parts.keypoints().isPresent() ? 1 : COCO);
        OutputUse use =
            open
                ? OutputUse.ofRows(output.name(), rows, numbers)
                : OutputUse.fixed(output.name(), rows, numbers);
        return Ultralytics.recognitions(
            graph,
            unit ->
                new EndToEndHead(
                    GraphAdapter.outputName(output.name()),
                    Math.toIntExact(rows),
                    Math.toIntExact(numbers),
                    classes,
                    unit,
                    parts),
            classes,
            use);
      }
    }
    return List.of();
  }
}

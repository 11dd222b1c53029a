package io.euge.detection.head.ssd;

import io.euge.detection.head.Boxes;
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
import java.util.Optional;
import java.util.stream.Stream;

/** Recognizes two outputs of as many rows: four numbers of boxes, and scores. */
public final class SsdRecognizer implements HeadRecognizer {
  private static final String AS_SSD =
      "its input is taken to be usual for SSD (stretched, RGB, -1..1), which its outputs do not show: look at the boxes with euge models try, and give preprocessing if it is another";

  private static final String AS_YOLO =
      "its input is taken to be usual for YOLO (letterbox, RGB, 0..1), for it has one box for each cell: look at the boxes with euge models try, and give preprocessing if it is another";

  @Override
  public String family() {
    return SsdHead.FAMILY;
  }

  @Override
  public List<String> variants() {
    return List.of(Boxes.PIXELS.label(), Boxes.UNIT.label());
  }

  @Override
  public Head read(List<String> lines) {
    HeadLine line = HeadLine.parse(lines.get(0));
    return new SsdHead(
        line.text("scores"),
        line.text("boxes"),
        line.count("priors"),
        line.count("classes"),
        line.flag("background"),
        line.flag("unit"));
  }

  @Override
  public List<Recognition> recognize(ForeignGraph graph) {
    Optional<TensorSpec> boxes =
        graph.outputs().stream().filter(output -> isTable(output, 4)).findFirst();
    Optional<TensorSpec> scores =
        graph.outputs().stream()
            .filter(output -> boxes.isPresent() && !output.equals(boxes.get()))
            .filter(output -> isTable(output, 0))
            .filter(output -> output.shape().get(1).equals(boxes.get().shape().get(1)))
            .findFirst();
    if (scores.isEmpty() || !graph.otherInputs().isEmpty()) {
      return List.of();
    }
    long priors = boxes.get().shape().get(1).size();
    long columns = scores.get().shape().get(2).size();
    boolean background =
        graph.named().isPresent()
            ? graph.named().getAsInt() == columns - 1
            : columns == CocoCategories.CLASSES + 1 || columns == 2;
    long classes = background ? columns - 1 : columns;
    if (!graph.canName(classes)) {
      return List.of();
    }
    List<OutputUse> uses =
        List.of(
            OutputUse.fixed(scores.get().name(), priors, columns),
            OutputUse.fixed(boxes.get().name(), priors, 4));
    boolean yolo = Grid.STRIDES.stream().anyMatch(strides -> graph.cells(strides) == priors);
    boolean batches = ForeignGraph.countsFrames(List.of(scores.get(), boxes.get()));
    return Stream.of(true, false)
        .map(
            unit ->
                Recognition.of(
                        new SsdHead(
                            GraphAdapter.outputName(scores.get().name()),
                            GraphAdapter.outputName(boxes.get().name()),
                            Math.toIntExact(priors),
                            Math.toIntExact(classes),
                            background,
                            unit),
                        Math.toIntExact(classes),
                        uses,
                        yolo ? UsualInput.ULTRALYTICS : UsualInput.SSD,
                        batches)
                    .as(Boxes.of(unit).label())
                    .assuming(yolo ? AS_YOLO : AS_SSD))
        .toList();
  }

  /** Returns whether an output is a table of so many columns; of any number if that is 0. */
  private static boolean isTable(TensorSpec output, long columns) {
    return output.shape().size() == 3
        && output.frameElements().isPresent()
        && (columns == 0 || output.shape().get(2).size() == columns);
  }
}

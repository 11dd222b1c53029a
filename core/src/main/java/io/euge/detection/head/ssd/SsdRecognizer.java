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
import io.euge.model.spec.Dimension;
import io.euge.model.spec.TensorSpec;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Recognizes two outputs of as many rows: four numbers of boxes, and scores. */
public final class SsdRecognizer implements HeadRecognizer {
  private static final int SIDES = 4;

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
    if (!graph.otherInputs().isEmpty()) {
      return List.of();
    }
    return graph.outputs().stream()
        .filter(SsdRecognizer::isBoxes)
        .findFirst()
        .flatMap(boxes -> Scores.of(graph, boxes).map(scores -> recognize(graph, boxes, scores)))
        .orElseGet(List::of);
  }

  /**
   * The scores of as many priors.
   *
   * @param columns of a prior
   * @param turned whether a column of the output is a prior, and not a row
   */
  private record Scores(TensorSpec output, long columns, boolean turned) {
    static Optional<Scores> of(ForeignGraph graph, TensorSpec boxes) {
      Dimension priors = boxes.shape().get(1);
      return graph.outputs().stream()
          .filter(output -> !output.equals(boxes) && output.shape().size() == 3)
          .filter(output -> output.frameElements().isPresent())
          .filter(output -> output.shape().subList(1, 3).contains(priors))
          .findFirst()
          .map(output -> of(output, !output.shape().get(1).equals(priors)));
    }

    private static Scores of(TensorSpec output, boolean turned) {
      return new Scores(output, output.shape().get(turned ? 1 : 2).size(), turned);
    }

    OutputUse use(long priors) {
      OutputUse use = OutputUse.fixed(output.name(), priors, columns);
      return turned ? use.ordered(0, 2, 1) : use;
    }
  }

  private static List<Recognition> recognize(ForeignGraph graph, TensorSpec boxes, Scores scores) {
    long priors = boxes.shape().get(1).size();
    boolean background =
        graph.named().isPresent()
            ? graph.named().getAsInt() == scores.columns() - 1
            : scores.columns() == CocoCategories.CLASSES + 1 || scores.columns() == 2;
    long classes = background ? scores.columns() - 1 : scores.columns();
    if (!graph.canName(classes)) {
      return List.of();
    }
    List<OutputUse> uses =
        List.of(scores.use(priors), OutputUse.fixed(boxes.name(), priors, SIDES));
    Usual usual = Usual.of(graph, priors);
    boolean batches = ForeignGraph.countsFrames(List.of(scores.output(), boxes));
    return Stream.of(true, false)
        .map(
            unit ->
                Recognition.of(
                        new SsdHead(
                            GraphAdapter.outputName(scores.output().name()),
                            GraphAdapter.outputName(boxes.name()),
                            Math.toIntExact(priors),
                            Math.toIntExact(classes),
                            background,
                            unit),
                        Math.toIntExact(classes),
                        uses,
                        usual.input(),
                        batches)
                    .as(Boxes.of(unit).label())
                    .assuming(usual.assumption()))
        .toList();
  }

  /**
   * What networks with outputs of this kind usually take, by their number of boxes.
   *
   * @param because which networks, and why
   */
  private record Usual(UsualInput input, String because) {
    static Usual of(ForeignGraph graph, long priors) {
      if (Grid.STRIDES.stream().anyMatch(strides -> graph.cells(strides) == priors)) {
        return new Usual(
            UsualInput.ULTRALYTICS,
            "YOLO (letterbox, RGB, 0..1), for it has one box for each cell");
      }
      return Grid.STRIDES.stream().anyMatch(strides -> 3 * graph.cells(strides) == priors)
          ? new Usual(
              UsualInput.DETR,
              "YOLOv4 in PyTorch (stretched, RGB, 0..1), for it has three boxes for each cell")
          : new Usual(UsualInput.SSD, "SSD (stretched, RGB, -1..1), which its outputs do not show");
    }

    String assumption() {
      return "its input is taken to be usual for %s: look at the boxes with euge models try, and give preprocessing if it is another"
          .formatted(because);
    }
  }

  /** Returns whether an output has four numbers a row; YOLOv4 has a dimension of one more. */
  private static boolean isBoxes(TensorSpec output) {
    List<Dimension> shape = output.shape();
    return (shape.size() == 3 || (shape.size() == 4 && shape.get(2).size() == 1))
        && output.frameElements().isPresent()
        && shape.get(shape.size() - 1).size() == SIDES;
  }
}

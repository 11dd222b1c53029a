package io.euge.detection.head.ssd;

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
import java.util.Optional;
import java.util.stream.Stream;

/** Recognizes outputs by the names that TensorFlow's detection API gives them. */
public final class TensorFlowRecognizer implements HeadRecognizer {
  private static final String CONTIGUOUS = "contiguous";
  private static final String CATEGORIES = "coco-categories";

  @Override
  public String family() {
    return TensorFlowHead.FAMILY;
  }

  @Override
  public List<String> variants() {
    return List.of(CONTIGUOUS, CATEGORIES);
  }

  @Override
  public Head read(List<String> lines) {
    HeadLine line = HeadLine.parse(lines.get(0));
    return new TensorFlowHead(
        line.text("boxes"),
        line.text("numbers"),
        line.text("scores"),
        line.count("rows"),
        line.flag("filled"),
        line.count("classes"),
        line.flag("categories"));
  }

  @Override
  public List<Recognition> recognize(ForeignGraph graph) {
    Optional<TensorSpec> boxes = output(graph, "detection_boxes");
    Optional<TensorSpec> numbers = output(graph, "detection_classes");
    Optional<TensorSpec> scores = output(graph, "detection_scores");
    if (boxes.isEmpty() || numbers.isEmpty() || scores.isEmpty()) {
      return List.of();
    }
    boolean known = boxes.get().shape().size() == 3 && boxes.get().frameElements().isPresent();
    long rows = known ? boxes.get().shape().get(1).size() : Rows.READ;
    List<OutputUse> uses =
        known
            ? List.of(
                OutputUse.fixed(boxes.get().name(), rows, 4),
                OutputUse.fixed(numbers.get().name(), rows),
                OutputUse.fixed(scores.get().name(), rows))
            : List.of(
                OutputUse.ofRows(boxes.get().name(), rows, 4),
                OutputUse.ofRows(numbers.get().name(), rows, 1),
                OutputUse.ofRows(scores.get().name(), rows, 1));
    boolean batches =
        known && ForeignGraph.countsFrames(List.of(boxes.get(), numbers.get(), scores.get()));
    int classes = graph.named().orElse(CocoCategories.CLASSES);
    Stream<Boolean> numberings =
        classes == CocoCategories.CLASSES ? Stream.of(false, true) : Stream.of(false);
    return numberings
        .map(
            categories ->
                Recognition.of(
                        new TensorFlowHead(
                            GraphAdapter.outputName(boxes.get().name()),
                            GraphAdapter.outputName(numbers.get().name()),
                            GraphAdapter.outputName(scores.get().name()),
                            Math.toIntExact(rows),
                            !known,
                            classes,
                            categories),
                        classes,
                        uses,
                        UsualInput.TENSORFLOW,
                        batches)
                    .as(categories ? CATEGORIES : CONTIGUOUS)
                    .assuming(
                        categories
                            ? "its classes are taken to have COCO's category numbers, 1 to 90: if they are numbered from 1 without gaps, give head tensorflow:contiguous"
                            : "its classes are taken to be numbered from 1 without gaps: if they have COCO's category numbers, 1 to 90, give head tensorflow:coco-categories"))
        .toList();
  }

  /** Returns the output of a name, without what TensorFlow puts before and behind it. */
  private static Optional<TensorSpec> output(ForeignGraph graph, String name) {
    return graph.outputs().stream()
        .filter(output -> output.name().equals(name) || output.name().startsWith(name + ":"))
        .findFirst()
        .or(() -> graph.named(name).filter(output -> !output.name().contains("raw_")));
  }
}

package io.euge.detection.head.yolo;

import io.euge.detection.head.BoxParts;
import io.euge.detection.head.Boxes;
import io.euge.detection.head.ForeignGraph;
import io.euge.detection.head.Grid;
import io.euge.detection.head.Head;
import io.euge.detection.head.KeypointLayout;
import io.euge.detection.head.Prototypes;
import io.euge.detection.head.Recognition;
import io.euge.detection.head.UsualInput;
import io.euge.model.importing.GraphAdapter;
import io.euge.model.importing.OutputUse;
import io.euge.model.spec.Dimension;
import io.euge.model.spec.TensorSpec;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the families of YOLOv5 and of Ultralytics have in common. */
final class Ultralytics {
  private static final int MASK_COEFFICIENTS = 32;
  private static final int COCO_KEYPOINTS = 17 * 3;

  /** Pixels of the input for a cell of the prototypes. */
  private static final int CELL = 4;

  private static final Pattern SHAPE = Pattern.compile("[\\[(](\\d{1,4}), ?(\\d{1,4})[\\])]");

  /** Boxes in pixels and in parts of the input have the same shape. */
  static final List<String> VARIANTS = List.of(Boxes.PIXELS.label(), Boxes.UNIT.label());

  private Ultralytics() {}

  /** Returns how many cells the input can have, with the coarsest grid that the metadata names. */
  static Stream<Long> cells(ForeignGraph graph) {
    String stride = graph.metadata().getOrDefault("stride", "");
    List<int[]> all = Stream.concat(Grid.STRIDES.stream(), Grid.RARE_STRIDES.stream()).toList();
    Stream<int[]> named =
        all.stream().filter(strides -> stride.equals(String.valueOf(strides[strides.length - 1])));
    return Stream.concat(named, all.stream()).map(graph::cells);
  }

  /**
   * Returns how many numbers follow the classes of a box: coefficients of masks, or keypoints.
   * Names for fewer classes than there are numbers do not make the rest something else.
   *
   * @param numbers of the classes and what follows
   */
  static long extra(ForeignGraph graph, long numbers) {
    if (graph.named().isPresent() && numbers >= graph.named().getAsInt()) {
      long rest = numbers - graph.named().getAsInt();
      return parts(graph, rest).equals(BoxParts.NONE) ? 0 : rest;
    }
    boolean prototypes =
        graph.outputs().stream()
            .map(TensorSpec::shape)
            .anyMatch(shape -> shape.size() == 4 && shape.get(1).size() == MASK_COEFFICIENTS);
    if (prototypes && numbers > MASK_COEFFICIENTS) {
      return MASK_COEFFICIENTS;
    }
    return numbers == 1 + COCO_KEYPOINTS ? COCO_KEYPOINTS : 0;
  }

  /**
   * Returns what the numbers are that follow the classes of a box; none where that is unknown.
   *
   * @param extra how many
   */
  static BoxParts parts(ForeignGraph graph, long extra) {
    Optional<Prototypes> prototypes =
        graph.outputs().stream()
            .filter(output -> isPrototypes(output, extra))
            .findFirst()
            .map(output -> prototypes(graph, output));
    if (prototypes.isPresent()) {
      return BoxParts.masks(prototypes.get());
    }
    Matcher shape = SHAPE.matcher(graph.metadata().getOrDefault("kpt_shape", ""));
    long count = shape.matches() ? Long.parseLong(shape.group(1)) : COCO_KEYPOINTS / 3;
    long numbers = shape.matches() ? Long.parseLong(shape.group(2)) : 3;
    return KeypointLayout.isPossible(count, numbers) && count * numbers == extra
        ? BoxParts.keypoints((int) count, (int) numbers)
        : BoxParts.NONE;
  }

  private static boolean isPrototypes(TensorSpec output, long coefficients) {
    return coefficients > 0
        && output.shape().size() == 4
        && output.shape().get(1).size() == coefficients;
  }

  /** A graph of any input size has cells of four pixels. */
  private static Prototypes prototypes(ForeignGraph graph, TensorSpec output) {
    Dimension height = output.shape().get(2);
    Dimension width = output.shape().get(3);
    return new Prototypes(
        GraphAdapter.outputName(output.name()),
        Math.toIntExact(output.shape().get(1).size()),
        height.isDynamic() ? graph.height() / CELL : Math.toIntExact(height.size()),
        width.isDynamic() ? graph.width() / CELL : Math.toIntExact(width.size()));
  }

  private static List<OutputUse> outputs(Head head, OutputUse boxes) {
    return Stream.concat(
            Stream.of(boxes),
            head.parts().prototypes().stream()
                .map(
                    each ->
                        OutputUse.fixed(
                            GraphAdapter.givenName(each.output()),
                            each.count(),
                            each.height(),
                            each.width())))
        .toList();
  }

  /** Returns whether an output has a place for each frame of a run. */
  static boolean batches(ForeignGraph graph, OutputUse output) {
    return ForeignGraph.countsFrames(
        graph.outputs().stream().filter(each -> each.name().equals(output.name())).toList());
  }

  /**
   * Returns both readings of an output, with the usual input: boxes in pixels, and in parts of it.
   *
   * @param head makes the head of boxes that are in parts of the input, or not
   */
  static List<Recognition> recognitions(
      ForeignGraph graph, Function<Boolean, Head> head, int classes, OutputUse output) {
    return Stream.of(false, true)
        .map(unit -> recognition(graph, head.apply(unit), classes, output, unit))
        .toList();
  }

  private static Recognition recognition(
      ForeignGraph graph, Head head, int classes, OutputUse output, boolean unit) {
    List<OutputUse> outputs = outputs(head, output);
    return Recognition.of(
            head,
            classes,
            outputs,
            UsualInput.ULTRALYTICS,
            outputs.stream().allMatch(each -> !each.rows() && batches(graph, each)))
        .as(Boxes.of(unit).label());
  }
}

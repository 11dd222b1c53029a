package io.euge.detection.head.yolo;

import io.euge.detection.head.ForeignGraph;
import io.euge.detection.head.Grid;
import io.euge.detection.head.Recognition;
import io.euge.detection.head.UsualInput;
import io.euge.model.importing.GraphAdapter;
import io.euge.model.importing.OutputUse;
import io.euge.model.spec.Dimension;
import io.euge.model.spec.TensorSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Recognizes an output for each grid, of three raw boxes a cell, as exports of YOLOv3 have them.
 */
final class RawOutputs {
  private static final Set<String> MISH = Set.of("Mish", "Softplus", "Tanh");
  private static final String LEAKY = "LeakyRelu";
  private static final Set<String> PARTS = Set.of("Split", "Slice");
  private static final List<int[]> SCALES = List.of(new int[] {8, 16, 32}, new int[] {16, 32});

  private RawOutputs() {}

  /** One grid: an output, and the order of its dimensions that puts channels before cells. */
  private record Scale(TensorSpec output, Grid grid, long numbers, List<Integer> order) {}

  static List<Recognition> recognize(ForeignGraph graph) {
    for (int[] strides : SCALES) {
      List<Scale> scales = new ArrayList<>();
      for (Grid grid : Grid.of(graph.width(), graph.height(), strides)) {
        graph.outputs().stream()
            .flatMap(output -> scale(output, grid).stream())
            .filter(scale -> graph.canName(scale.numbers() - YoloV5Head.FIRST_CLASS))
            .findFirst()
            .ifPresent(scales::add);
      }
      if (scales.size() == strides.length
          && scales.stream().mapToLong(Scale::numbers).distinct().count() == 1) {
        return RawYolo.of(strides.length).stream()
            .filter(network -> fits(network, graph))
            .map(network -> recognition(network, scales))
            .toList();
      }
    }
    return List.of();
  }

  private static Optional<Scale> scale(TensorSpec output, Grid grid) {
    List<Long> shape = output.shape().stream().map(Dimension::size).toList();
    long rows = grid.rows();
    long columns = grid.columns();
    if (shape.size() == 4 && shape.subList(2, 4).equals(List.of(rows, columns))) {
      return numbers(output, grid, shape.get(1), List.of());
    } else if (shape.size() == 4 && shape.subList(1, 3).equals(List.of(rows, columns))) {
      return numbers(output, grid, shape.get(3), List.of(0, 3, 1, 2));
    } else if (shape.size() != 5 || !shape.contains((long) RawYolo.ANCHORS)) {
      return Optional.empty();
    }
    long channels = RawYolo.ANCHORS * shape.get(4);
    if (shape.subList(1, 4).equals(List.of(rows, columns, (long) RawYolo.ANCHORS))) {
      return numbers(output, grid, channels, List.of(0, 3, 4, 1, 2));
    }
    return shape.subList(1, 4).equals(List.of((long) RawYolo.ANCHORS, rows, columns))
        ? numbers(output, grid, channels, List.of(0, 1, 4, 2, 3))
        : Optional.empty();
  }

  private static Optional<Scale> numbers(
      TensorSpec output, Grid grid, long channels, List<Integer> order) {
    long numbers = channels / RawYolo.ANCHORS;
    boolean whole = numbers * RawYolo.ANCHORS == channels && numbers > YoloV5Head.FIRST_CLASS;
    return whole ? Optional.of(new Scale(output, grid, numbers, order)) : Optional.empty();
  }

  /** The activations of the published networks tell most of them apart. */
  private static boolean fits(RawYolo network, ForeignGraph graph) {
    boolean mish = graph.operators().stream().anyMatch(MISH::contains);
    boolean leaky = graph.operators().contains(LEAKY);
    boolean parts = graph.operators().stream().anyMatch(PARTS::contains);
    if (!mish && !leaky) {
      return true;
    }
    return switch (network.variant()) {
      case "v3" -> !mish;
      case "v4" -> mish;
      case "v3-tiny" -> !mish && !parts;
      case "v4-tiny" -> !mish && parts;
      default -> false;
    };
  }

  private static Recognition recognition(RawYolo network, List<Scale> scales) {
    List<YoloV3Head.Layer> layers = new ArrayList<>();
    List<OutputUse> uses = new ArrayList<>();
    int classes = Math.toIntExact(scales.get(0).numbers() - YoloV5Head.FIRST_CLASS);
    for (int i = 0; i < scales.size(); i++) {
      Scale scale = scales.get(i);
      Grid grid = scale.grid();
      layers.add(
          new YoloV3Head.Layer(
              GraphAdapter.outputName(scale.output().name()),
              grid.columns(),
              grid.rows(),
              network.anchors().get(i),
              classes,
              network.scaleXY().get(i),
              network.newCoords()));
      long channels = RawYolo.ANCHORS * scale.numbers();
      OutputUse use = OutputUse.fixed(scale.output().name(), channels, grid.rows(), grid.columns());
      use = scale.order().isEmpty() ? use : use.ordered(scale.order().toArray(Integer[]::new));
      uses.add(network.newCoords() ? use.withSigmoid() : use);
    }
    boolean batches = ForeignGraph.countsFrames(scales.stream().map(Scale::output).toList());
    return Recognition.of(
            new YoloV3Head(layers),
            classes,
            uses,
            network.newCoords() ? UsualInput.ULTRALYTICS : UsualInput.DARKNET,
            batches)
        .as(network.variant())
        .assuming(
            "its anchors are taken to be those that were published with YOLO%s: a network that was trained with others gives boxes of wrong sizes"
                .formatted(network.variant()));
  }
}

package io.euge.detection.head.yolo;

import io.euge.detection.head.Boxes;
import io.euge.detection.head.ForeignGraph;
import io.euge.detection.head.Head;
import io.euge.detection.head.Recognition;
import io.euge.detection.head.UsualInput;
import io.euge.model.importing.OutputUse;
import io.euge.model.spec.TensorSpec;
import java.util.List;

/** What the families of YOLOv5 and of Ultralytics have in common. */
final class Ultralytics {
  /** Strides of the grids: usual networks, and those with a finer or a coarser grid. */
  static final List<int[]> CELLS =
      List.of(new int[] {8, 16, 32}, new int[] {8, 16, 32, 64}, new int[] {4, 8, 16, 32});

  private static final int MASK_COEFFICIENTS = 32;
  private static final int COCO_KEYPOINTS = 17 * 3;

  /** Boxes in pixels and in parts of the input have the same shape. */
  static final List<String> VARIANTS = List.of(Boxes.PIXELS.label(), Boxes.UNIT.label());

  private Ultralytics() {}

  /**
   * Returns how many numbers follow the classes of a box: coefficients of masks, or keypoints.
   *
   * @param numbers of the classes and what follows
   */
  static long extra(ForeignGraph graph, long numbers) {
    if (graph.named().isPresent() && numbers >= graph.named().getAsInt()) {
      return numbers - graph.named().getAsInt();
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

  /** Returns whether an output has a place for each frame of a run. */
  static boolean batches(ForeignGraph graph, OutputUse output) {
    return graph.outputs().stream()
        .filter(tensor -> tensor.name().equals(output.name()))
        .allMatch(tensor -> tensor.shape().get(0).isDynamic());
  }

  /** Returns a recognition with the usual input. */
  static Recognition recognition(
      ForeignGraph graph, Head head, int classes, OutputUse output, boolean unit) {
    return Recognition.of(
            head, classes, List.of(output), UsualInput.ULTRALYTICS, batches(graph, output))
        .as((unit ? Boxes.UNIT : Boxes.PIXELS).label());
  }
}

package io.euge.detection.head.yolo;

import io.euge.detection.head.ForeignGraph;
import io.euge.detection.head.Head;
import io.euge.detection.head.Recognition;

import io.euge.model.importing.OutputUse;
import io.euge.model.spec.FrameFit;
import io.euge.model.spec.InputSpec.ColorOrder;
import io.euge.model.spec.Normalization;
import io.euge.model.spec.TensorSpec;
import java.util.List;
import java.util.Map;

/** What the families of YOLOv5 and of Ultralytics have in common. */
final class Ultralytics {
  /** Strides of the grids: usual networks, and those with a finer or a coarser grid. */
  static final List<int[]> CELLS =
      List.of(new int[] {8, 16, 32}, new int[] {8, 16, 32, 64}, new int[] {4, 8, 16, 32});

  private static final FrameFit FIT = new FrameFit(FrameFit.Mode.LETTERBOX_CENTERED, 114);
  private static final int MASK_COEFFICIENTS = 32;
  private static final int COCO_KEYPOINTS = 17 * 3;

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

  /** Returns a recognition with the usual preprocessing: RGB in 0 to 1, centered, grey 114. */
  static Recognition recognition(ForeignGraph graph, Head head, int classes, OutputUse output) {
    boolean batches =
        graph.outputs().stream()
            .filter(tensor -> tensor.name().equals(output.name()))
            .allMatch(tensor -> tensor.shape().get(0).isDynamic());
    return new Recognition(
        head,
        classes,
        List.of(output),
        Map.of(),
        ColorOrder.RGB,
        new Normalization(1 / 255f, List.of(0f, 0f, 0f), List.of(1f, 1f, 1f)),
        FIT,
        batches);
  }
}

package io.euge.detection.importing;

import io.euge.Printable;
import io.euge.detection.family.Heads;
import io.euge.model.spec.Dimension;
import io.euge.model.spec.ElementType;
import io.euge.model.spec.TensorSpec;
import java.util.List;
import java.util.stream.Collectors;

/** Says why no family reads some outputs, and what to do. */
final class UnknownOutputs {
  /** Outputs that a message names. */
  private static final int MOST_NAMED = 6;

  /** Boxes, scores and labels; with masks or keypoints, some more. */
  private static final int FEWEST_SELECTED = 3;

  private static final int MOST_SELECTED = 5;

  private UnknownOutputs() {}

  static String message(List<TensorSpec> outputs) {
    if (outputs.size() == 1 && isRank(outputs.get(0), 1, 2)) {
      return "its outputs %s are those of a network for classification or embeddings, which Euge does not support: give a model for detection, segmentation or pose"
          .formatted(list(outputs));
    }
    if (areSelected(outputs)) {
      return "its outputs %s are boxes, scores and labels after suppression, as torchvision exports SSDlite, RetinaNet and Faster R-CNN, which Euge does not support: export the network before it, with scores [1, n, classes] and corners [1, n, 4], as docs/models.md shows"
          .formatted(list(outputs));
    }
    boolean open =
        outputs.stream()
            .anyMatch(
                output ->
                    isRank(output, 0, 0)
                        || output.shape().stream().skip(1).allMatch(Dimension::isDynamic));
    return "its outputs %s match no known model family%s: %s"
        .formatted(
            list(outputs),
            open ? ", and the file does not give the shape of some" : "",
            open
                ? "export it with fixed shapes, as docs/models.md shows"
                : "give head, one of "
                    + Heads.families()
                    + ", or export it as docs/models.md shows");
  }

  /** Rows of which there are as many as objects were found: boxes, a score and a label for each. */
  private static boolean areSelected(List<TensorSpec> outputs) {
    long labels =
        outputs.stream()
            .filter(output -> output.type() == ElementType.INT64 && isRows(output, 1))
            .count();
    long scores =
        outputs.stream()
            .filter(output -> output.type() == ElementType.FLOAT && isRows(output, 1))
            .count();
    boolean boxes =
        outputs.stream()
            .anyMatch(
                output ->
                    output.type() == ElementType.FLOAT
                        && isRows(output, 2)
                        && output.shape().stream()
                            .skip(1)
                            .allMatch(size -> size.isDynamic() || size.size() == 4));
    return outputs.size() >= FEWEST_SELECTED
        && outputs.size() <= MOST_SELECTED
        && labels == 1
        && scores >= 1
        && boxes;
  }

  private static boolean isRows(TensorSpec output, int rank) {
    return output.shape().isEmpty()
        || (output.shape().size() == rank && output.shape().get(0).isDynamic());
  }

  private static boolean isRank(TensorSpec output, int least, int most) {
    return output.shape().size() >= least && output.shape().size() <= most;
  }

  /** Describes tensors for people: the first of them. */
  static String list(List<TensorSpec> tensors) {
    String named =
        tensors.stream()
            .limit(MOST_NAMED)
            .map(UnknownOutputs::describe)
            .collect(Collectors.joining(", "));
    int more = tensors.size() - MOST_NAMED;
    return tensors.isEmpty() ? "none" : more > 0 ? named + " and %d more".formatted(more) : named;
  }

  /** Describes a tensor for people, without control characters. */
  static String describe(TensorSpec tensor) {
    return Printable.of("%s %s %s".formatted(tensor.name(), tensor.type().label(), tensor.shape()));
  }
}

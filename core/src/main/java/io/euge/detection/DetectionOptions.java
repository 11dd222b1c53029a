package io.euge.detection;

import io.euge.OptionException;
import java.io.Serializable;
import java.util.BitSet;
import java.util.List;

/**
 * Options that select the detections of a model's output.
 *
 * @param confidence a box is kept when objectness times class probability is above this; in [0, 1)
 * @param iou of two boxes of one class that overlap by more than this intersection over union, the
 *     one of lower confidence is dropped; in [0, 1]
 * @param classes labels or numbers of the classes to keep; empty keeps all
 * @param suppression which overlapping boxes are one
 * @param maxDetections the most that a frame keeps, those of the highest confidence; at least 1
 */
public record DetectionOptions(
    float confidence, float iou, List<String> classes, Suppression suppression, int maxDetections)
    implements Serializable {
  /** Keeps all detections of a frame. */
  public static final int NO_LIMIT = Integer.MAX_VALUE;

  public static final DetectionOptions DEFAULT = new DetectionOptions(0.25f, 0.45f, List.of());

  public DetectionOptions {
    if (!(confidence >= 0 && confidence < 1)) {
      throw new OptionException("confidence is " + confidence + ": give a number in [0, 1)");
    }
    if (!(iou >= 0 && iou <= 1)) {
      throw new OptionException("iou is " + iou + ": give a number from 0 to 1");
    }
    if (maxDetections < 1) {
      throw new OptionException(
          "max-detections is " + maxDetections + ": give a whole number from 1");
    }
    classes = List.copyOf(classes);
  }

  /** Creates options with the family's own suppression and without a limit. */
  public DetectionOptions(float confidence, float iou, List<String> classes) {
    this(confidence, iou, classes, Suppression.DEFAULT, NO_LIMIT);
  }

  /**
   * Returns the chosen classes as indices into a model's labels; all if none was chosen.
   *
   * @throws OptionException for a class that the model does not have
   */
  public BitSet selectedFrom(List<String> labels) {
    if (!classes.isEmpty()) {
      return ClassNames.indices(classes, labels, "The model");
    }
    BitSet all = new BitSet(labels.size());
    all.set(0, labels.size());
    return all;
  }
}

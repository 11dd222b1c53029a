package io.euge.detection;

import io.euge.OptionException;
import java.io.Serializable;
import java.util.BitSet;
import java.util.List;

/**
 * What counts as a detection.
 *
 * @param confidence a box is kept when objectness times class probability is above this; in [0, 1)
 * @param iou of two boxes of one class that overlap by more than this intersection over union, the
 *     one of lower confidence is dropped; in [0, 1]
 * @param classes labels to keep; empty keeps all
 */
public record DetectionOptions(float confidence, float iou, List<String> classes)
    implements Serializable {
  public static final DetectionOptions DEFAULT = new DetectionOptions(0.25f, 0.45f, List.of());

  public DetectionOptions {
    if (!(confidence >= 0 && confidence < 1)) {
      throw new OptionException(
          "confidence is " + confidence + ": give a number from 0 to below 1");
    }
    if (!(iou >= 0 && iou <= 1)) {
      throw new OptionException("iou is " + iou + ": give a number from 0 to 1");
    }
    classes = List.copyOf(classes);
  }

  /**
   * Returns the chosen classes as indices into a model's labels; all if none was chosen.
   *
   * @throws OptionException for a label the model does not have
   */
  public BitSet selectedFrom(List<String> labels) {
    List<String> names = classes.isEmpty() ? labels : ClassNames.find(classes, labels, "The model");
    BitSet selected = new BitSet(labels.size());
    for (int i = 0; i < labels.size(); i++) {
      selected.set(i, names.contains(labels.get(i)));
    }
    return selected;
  }
}

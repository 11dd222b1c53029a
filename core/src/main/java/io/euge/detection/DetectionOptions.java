package io.euge.detection;

import io.euge.NearestNames;
import io.euge.OptionException;
import io.euge.Printable;
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
   * Returns the chosen classes as indices into a model's labels, in any case where it leaves no
   * doubt.
   *
   * @throws OptionException for a label the model does not have
   */
  public BitSet selectedFrom(List<String> labels) {
    BitSet selected = new BitSet(labels.size());
    if (classes.isEmpty()) {
      selected.set(0, labels.size());
    }
    for (String name : classes) {
      selected.set(index(name.strip(), labels));
    }
    return selected;
  }

  /** Returns the label written like this, else the only one that differs in case alone. */
  private static int index(String name, List<String> labels) {
    int exact = labels.indexOf(name);
    if (exact >= 0) {
      return exact;
    }
    List<String> alike = labels.stream().filter(name::equalsIgnoreCase).distinct().toList();
    if (alike.size() == 1) {
      return labels.indexOf(alike.get(0));
    }
    String meant =
        NearestNames.of(name, labels).stream()
            .findFirst()
            .map(nearest -> "; did you mean '" + nearest + "'? Its")
            .orElse("; its");
    throw new OptionException(
        "The model has no class '%s'%s classes are %s"
            .formatted(Printable.of(name), meant, String.join(", ", labels)));
  }
}

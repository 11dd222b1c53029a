package io.euge.detection.head;

import io.euge.detection.Suppression;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Greedy suppression: boxes are taken by falling confidence, and a box that overlaps one already
 * kept by more than the threshold is dropped, of its class, of its group of classes or of any.
 * Boxes of equal confidence are taken in the order they were added, so the result is always the
 * same.
 */
public final class NonMaximumSuppression {
  /** Darknet's and Pascal VOC's word for a motorcycle is another. */
  private static final Set<String> VEHICLES =
      Set.of("car", "motorcycle", "motorbike", "bus", "truck");

  private final Suppression rule;
  private final int[] groups;
  private final float threshold;
  private final int most;
  private long[] order = new long[256];
  private int[] kept = new int[256];

  /**
   * Creates a suppression.
   *
   * @param rule which boxes drop each other; not the default, which a family decides
   * @param threshold boxes of a larger intersection over union do
   * @param most boxes that stay
   * @param labels of the classes
   */
  public NonMaximumSuppression(Suppression rule, float threshold, int most, List<String> labels) {
    this.rule = rule;
    this.groups = groups(rule, labels);
    this.threshold = threshold;
    this.most = most;
  }

  /** Returns of each class the first one whose boxes drop its own. */
  private static int[] groups(Suppression rule, List<String> labels) {
    int[] groups = new int[labels.size()];
    int vehicle = -1;
    for (int i = 0; i < groups.length; i++) {
      groups[i] = i;
      if (rule == Suppression.VEHICLES && isVehicle(labels.get(i))) {
        vehicle = vehicle < 0 ? i : vehicle;
        groups[i] = vehicle;
      }
    }
    return groups;
  }

  /** Returns whether a label is one of those that the rule "vehicles" takes as one class. */
  public static boolean isVehicle(String label) {
    return VEHICLES.contains(label.toLowerCase(Locale.ROOT));
  }

  /** Chooses among the candidates and returns how many stay; {@link #kept} tells which. */
  public int choose(Candidates boxes) {
    if (order.length < boxes.size) {
      order = new long[boxes.classIds.length];
      kept = new int[boxes.classIds.length];
    }
    for (int i = 0; i < boxes.size; i++) {
      // Positive floats sort as their bits do; turned round, the highest confidence comes first.
      int falling = Integer.MAX_VALUE - Float.floatToRawIntBits(boxes.confidences[i]);
      order[i] = (long) falling << 32 | i;
    }
    Arrays.sort(order, 0, boxes.size);
    int count = 0;
    for (int i = 0; i < boxes.size && count < most; i++) {
      int box = (int) order[i];
      if (!overlapsKept(boxes, box, count)) {
        kept[count++] = box;
      }
    }
    return count;
  }

  /** The candidate that was chosen as number {@code i}, by falling confidence. */
  public int kept(int i) {
    return kept[i];
  }

  private boolean overlapsKept(Candidates boxes, int box, int count) {
    if (rule == Suppression.NONE) {
      return false;
    }
    boolean any = rule == Suppression.ALL;
    for (int i = 0; i < count; i++) {
      if ((any || groups[boxes.classIds[kept[i]]] == groups[boxes.classIds[box]])
          && boxes.iou(kept[i], box) > threshold) {
        return true;
      }
    }
    return false;
  }
}

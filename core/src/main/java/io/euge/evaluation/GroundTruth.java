package io.euge.evaluation;

import io.euge.detection.Detection;
import io.euge.detection.IntersectionOverUnion;

/**
 * An object of the ground truth of a picture. Boxes are in the same unit as the detections', pixels
 * as a rule.
 *
 * @param x left edge
 * @param y top edge
 * @param ignored whether it need not be found: a detection that fits it, and nothing that must be
 *     found, counts neither way. Like the others it fits one detection at most.
 * @param crowd whether it is COCO's box around a crowd: it is ignored, any number of detections may
 *     take it, and of a detection it must cover the part that is asked for
 */
public record GroundTruth(
    String label, double x, double y, double width, double height, boolean ignored, boolean crowd) {
  public GroundTruth {
    if (crowd && !ignored) {
      throw new IllegalArgumentException("a crowd need not be found");
    }
  }

  /** One object, not a crowd. */
  public GroundTruth(
      String label, double x, double y, double width, double height, boolean ignored) {
    this(label, x, y, width, height, ignored, false);
  }

  /**
   * Returns the intersection over union with a detection: 0 where they do not touch, 1 where they
   * are the same. The labels do not matter. Of a crowd it is the intersection over the detection's
   * area.
   */
  public double iou(Detection found) {
    if (!crowd) {
      return IntersectionOverUnion.of(
          x, y, width, height, found.x(), found.y(), found.width(), found.height());
    }
    double both =
        IntersectionOverUnion.intersection(
            x, y, width, height, found.x(), found.y(), found.width(), found.height());
    return both <= 0 ? 0 : both / ((double) found.width() * found.height());
  }
}

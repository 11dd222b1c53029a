package io.euge.evaluation;

import io.euge.detection.Detection;

/**
 * An object that is truly in a picture. Boxes are in the same unit as the detections', pixels as a
 * rule.
 *
 * @param x left edge
 * @param y top edge
 * @param ignored whether it need not be found: a detection that fits it, and nothing that must be
 *     found, counts neither way. Like the others it fits one detection at most.
 */
public record GroundTruth(
    String label, double x, double y, double width, double height, boolean ignored) {

  /**
   * Intersection over union with a detection: 0 where they do not touch, 1 where they are the same.
   * The labels do not matter.
   */
  public double iou(Detection found) {
    double across =
        Math.min(x + width, (double) found.x() + found.width()) - Math.max(x, found.x());
    double down =
        Math.min(y + height, (double) found.y() + found.height()) - Math.max(y, found.y());
    if (across <= 0 || down <= 0) {
      return 0;
    }
    double both = across * down;
    return both / (width * height + (double) found.width() * found.height() - both);
  }
}

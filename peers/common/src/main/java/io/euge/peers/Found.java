package io.euge.peers;

import java.io.Serializable;


/**
 * One object found in one frame; its box in pixels of the source frame, {@code x} and {@code y} the
 * top-left corner.
 */
public record Found(
    String label, double confidence, double x, double y, double width, double height)
    implements Serializable {

  /** Whether this could be the same object seen by another implementation. */
  boolean agrees(Found other, double leastIou, double mostConfidenceApart) {
    return label.equals(other.label)
        && Math.abs(confidence - other.confidence) <= mostConfidenceApart
        && iou(other) >= leastIou;
  }

  private double iou(Found other) {
    double both =
        overlap(x, width, other.x, other.width) * overlap(y, height, other.y, other.height);
    double either = width * height + other.width * other.height - both;
    return either > 0 ? both / either : 0;
  }

  private static double overlap(double a, double aLength, double b, double bLength) {
    return Math.max(0, Math.min(a + aLength, b + bLength) - Math.max(a, b));
  }
}

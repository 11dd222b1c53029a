package io.euge.evaluation;

/**
 * The rules of an evaluation that a user can choose. Average precision is always COCO's, over all
 * confidences and at its own overlaps.
 *
 * @param confidence from which on detections count for precision, recall and confusions, 0 to 1
 * @param iou overlap from which on a detection fits, for the same figures, above 0 and at most 1
 * @param maxDetections of a label in a picture, the most confident ones, that count for any figure
 */
public record Rules(double confidence, double iou, int maxDetections) {
  /** A confidence of 0.25, an overlap of 0.5, and COCO's 100 detections. */
  public static final Rules STANDARD = new Rules(0.25, 0.5, 100);

  public Rules {
    if (!(confidence >= 0 && confidence <= 1 && iou > 0 && iou <= 1 && maxDetections > 0)) {
      throw new IllegalArgumentException(
          "no rules: confidence %s, iou %s, %d detections"
              .formatted(confidence, iou, maxDetections));
    }
  }
}

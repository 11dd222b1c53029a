package io.euge.evaluation;

import io.euge.detection.Detection;
import java.util.List;

/**
 * The ground truth and the detections of an image, both in any order.
 *
 * @param detections all detections, also those with a low confidence: average precision falls
 *     without them
 * @param leastHeight the smallest height, in pixels, of objects that must be found; lower
 *     detections without a match are ignored, as COCO does with sizes out of range. 0 for all
 */
public record Image(List<GroundTruth> truths, List<Detection> detections, double leastHeight) {
  /** Creates an image in which every detection without a match is a false positive. */
  public Image(List<GroundTruth> truths, List<Detection> detections) {
    this(truths, detections, 0);
  }

  public Image {
    truths = List.copyOf(truths);
    detections = List.copyOf(detections);
  }
}

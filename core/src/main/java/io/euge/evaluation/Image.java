package io.euge.evaluation;

import io.euge.detection.Detection;
import java.util.List;

/**
 * One picture: its ground truth and its detections, both in any order.
 *
 * @param detections all that were found, also with little confidence: what is left out lowers the
 *     average precision
 * @param leastHeight of objects that must be found, if it is their height that decides: a detection
 *     that is lower and fits nothing counts neither way, as COCO has it for sizes that are not
 *     asked for; else 0
 */
public record Image(List<GroundTruth> truths, List<Detection> detections, double leastHeight) {
  /** A picture in which every detection that fits nothing is wrong. */
  public Image(List<GroundTruth> truths, List<Detection> detections) {
    this(truths, detections, 0);
  }

  public Image {
    truths = List.copyOf(truths);
    detections = List.copyOf(detections);
  }
}

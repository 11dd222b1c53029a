package io.euge.evaluation;

import io.euge.detection.Detection;
import java.util.List;

/**
 * One picture: what it shows and what was found, both in any order.
 *
 * @param detections all that were found, also with little confidence: what is left out lowers the
 *     average precision
 */
public record Image(List<GroundTruth> truths, List<Detection> detections) {
  public Image {
    truths = List.copyOf(truths);
    detections = List.copyOf(detections);
  }
}

package io.euge.bench.evaluate;

import io.euge.detection.Detection;
import java.util.List;

/** A row of a job's table: a frame, and what was found in it. */
record FoundFrame(String video, long frame, int width, int height, List<Detection> detections) {
  FoundFrame {
    // Spark writes the whole address.
    video = video.substring(video.lastIndexOf('/') + 1);
    detections = List.copyOf(detections);
  }
}

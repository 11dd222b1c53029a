package io.euge.bench.gpu;

import io.euge.bench.gpu.DetectionProcess.Box;
import io.euge.bench.gpu.DetectionProcess.Found;
import io.euge.bench.report.TextLines;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The detections of a device beside those of the CPU.
 *
 * @param frames number of frames compared
 * @param onProcessor number of detections on the CPU
 * @param onDevice number of detections on the device
 * @param pairs number of those on the CPU that have a partner on the device: of the same frame and
 *     class, and overlapping by more than {@value #OVERLAP}
 * @param pixels largest difference of an edge of a pair; NaN without pairs
 * @param confidence largest difference of the confidence of a pair; NaN without pairs
 * @param failure why nothing was compared; empty if it was
 */
record DetectionComparison(
    String video,
    String model,
    long frames,
    int onProcessor,
    int onDevice,
    int pairs,
    double pixels,
    double confidence,
    String failure) {
  static final double OVERLAP = 0.8;

  /** The part of the detections that must have a partner. */
  private static final double LEAST_PAIRED = 0.99;

  static DetectionComparison of(String video, String model, Found processor, Found device) {
    Map<Long, List<Box>> others =
        device.boxes().stream().collect(Collectors.groupingBy(Box::frame));
    int pairs = 0;
    double pixels = 0;
    double confidence = 0;
    for (Box box : processor.boxes()) {
      List<Box> candidates = others.getOrDefault(box.frame(), List.of());
      Box best = null;
      double overlap = OVERLAP;
      for (Box other : candidates) {
        double shared = other.classId() == box.classId() ? overlap(box, other) : 0;
        if (shared > overlap) {
          best = other;
          overlap = shared;
        }
      }
      if (best != null) {
        candidates.remove(best);
        pairs++;
        pixels = Math.max(pixels, distance(box, best));
        confidence = Math.max(confidence, Math.abs(box.confidence() - best.confidence()));
      }
    }
    return new DetectionComparison(
        video,
        model,
        processor.frames(),
        processor.boxes().size(),
        device.boxes().size(),
        pairs,
        pairs == 0 ? Double.NaN : pixels,
        pairs == 0 ? Double.NaN : confidence,
        "");
  }

  static DetectionComparison failed(String video, String model, String why) {
    return new DetectionComparison(video, model, 0, 0, 0, 0, Double.NaN, Double.NaN, why);
  }

  private static double overlap(Box a, Box b) {
    double width = Math.min(a.x() + a.width(), b.x() + b.width()) - Math.max(a.x(), b.x());
    double height = Math.min(a.y() + a.height(), b.y() + b.height()) - Math.max(a.y(), b.y());
    double shared = Math.max(0, width) * Math.max(0, height);
    return shared / (a.width() * a.height() + b.width() * b.height() - shared);
  }

  private static double distance(Box a, Box b) {
    double left = Math.abs(a.x() - b.x());
    double top = Math.abs(a.y() - b.y());
    double right = Math.abs((a.x() + a.width()) - (b.x() + b.width()));
    double bottom = Math.abs((a.y() + a.height()) - (b.y() + b.height()));
    return Math.max(Math.max(left, top), Math.max(right, bottom));
  }

  /** Returns whether nearly all detections have a partner, on both sides, if there are any. */
  boolean agrees() {
    return pairs >= LEAST_PAIRED * Math.max(onProcessor, onDevice);
  }

  String text() {
    if (!failure.isEmpty()) {
      return video + ", " + model + ": " + failure;
    }
    return String.format(
        Locale.ROOT,
        "%s, %d frames (one in %d, at most %d), %s: %d detections on the CPU, %d on the device, %d pairs; boxes differ by %s pixels at most, confidences by %s%s",
        video,
        frames,
        DetectionProcess.EVERY,
        DetectionProcess.MOST_FRAMES,
        model,
        onProcessor,
        onDevice,
        pairs,
        TextLines.number(pixels, 4),
        TextLines.number(confidence, 6),
        onProcessor + onDevice == 0
            ? ", for there is nothing to compare: take a video with objects"
            : agrees() ? "" : ". WRONG: too few pairs");
  }
}

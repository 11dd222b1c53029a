package io.euge.demo;

import io.euge.cli.table.DetectionRow;
import io.euge.detection.Detection;
import io.euge.evaluation.GroundTruth;
import io.euge.evaluation.groundtruth.IgnoreThresholds;
import io.euge.evaluation.groundtruth.ObjectGroundTruth;
import io.euge.evaluation.groundtruth.VideoGroundTruth;
import java.util.List;
import java.util.stream.Stream;

/**
 * A detection of a vehicle that moves fast and that nothing hides, and where that vehicle truly was
 * in the five frames around it. Which of these the detection fits is what is to be found out, so
 * that any of them will do to tell that it is this vehicle.
 */
record Passing(Detection found, List<GroundTruth> path, boolean away) {
  private static final int AROUND = 2;

  /** Less overlap than this with itself four frames later is fast. */
  private static final double FAST = 0.7;

  /** As much as this with one of the five is a detection of it. */
  private static final double FOUND = 0.6;

  static Stream<Passing> of(VideoGroundTruth truth, DetectionRow row) {
    int frame = (int) row.frame();
    if (frame < AROUND || frame + AROUND >= truth.frames().size()) {
      return Stream.of();
    }
    return truth.frames().get(frame).objects().stream()
        .flatMap(seen -> of(path(truth, frame, seen.id()), seen.away(), row));
  }

  private static Stream<Passing> of(List<GroundTruth> path, boolean away, DetectionRow row) {
    if (path.size() <= 2 * AROUND || path.get(0).iou(box(path.get(2 * AROUND))) > FAST) {
      return Stream.of();
    }
    return row.detections().stream()
        .filter(found -> found.confidence() >= 0.5)
        .filter(found -> path.stream().anyMatch(place -> place.iou(found) >= FOUND))
        .map(found -> new Passing(found, path, away));
  }

  private static List<GroundTruth> path(VideoGroundTruth truth, int frame, int id) {
    return truth.frames().subList(frame - AROUND, frame + AROUND + 1).stream()
        .map(at -> at.objects().stream().filter(seen -> seen.id() == id && isWhole(seen)))
        .map(Stream::toList)
        .flatMap(seen -> IgnoreThresholds.STANDARD.groundTruth(seen, truth.height()).stream())
        .filter(place -> !place.ignored())
        .toList();
  }

  /** What comes out from behind another has a box that moves otherwise than it does. */
  private static boolean isWhole(ObjectGroundTruth seen) {
    return seen.visible() > 0.99;
  }

  private static Detection box(GroundTruth place) {
    return new Detection(
        place.label(),
        0,
        1,
        (float) place.x(),
        (float) place.y(),
        (float) place.width(),
        (float) place.height());
  }

  /** With the vehicle as it was so many frames later. */
  double overlap(int later) {
    return path.get(AROUND + later).iou(found);
  }

  /** How many frames the vehicle needs to come to where the box is, by the way of its middle. */
  double framesAhead() {
    GroundTruth first = path.get(0);
    GroundTruth last = path.get(2 * AROUND);
    GroundTruth now = path.get(AROUND);
    double perFrameX = (x(last) - x(first)) / (2 * AROUND);
    double perFrameY = (y(last) - y(first)) / (2 * AROUND);
    double offX = found.x() + found.width() / 2 - x(now);
    double offY = found.y() + found.height() / 2 - y(now);
    return (offX * perFrameX + offY * perFrameY) / (perFrameX * perFrameX + perFrameY * perFrameY);
  }

  private static double x(GroundTruth place) {
    return place.x() + place.width() / 2;
  }

  private static double y(GroundTruth place) {
    return place.y() + place.height() / 2;
  }
}

package io.euge.demo;

import io.euge.cli.table.DetectionRow;
import io.euge.counting.Crossing;
import io.euge.counting.PathEnds;
import io.euge.counting.TrackEvents;
import io.euge.counting.TrackPath;
import io.euge.counting.layout.CountingLayout;
import io.euge.counting.layout.CountingLine;
import io.euge.counting.layout.Point;
import io.euge.detection.Detection;
import io.euge.detection.IntersectionOverUnion;
import io.euge.evaluation.groundtruth.LaneLine;
import io.euge.evaluation.groundtruth.VideoGroundTruth;
import io.euge.rendering.VideoTracks;
import io.euge.tracking.FrameBoxes;
import io.euge.tracking.TrackedBoxes;
import io.euge.tracking.Tracker;
import io.euge.tracking.TrackerType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The tracks of a clip, and for each lane the number of counted crossings and of those in the
 * ground truth.
 *
 * @param lanes the lanes that a vehicle crossed or that a crossing was counted for
 */
record ClipCounts(VideoTracks tracks, CountingLayout layout, List<OfLane> lanes) {
  /**
   * The confidence threshold that euge track uses for videos, where one vehicle may be detected as
   * two classes.
   */
  private static final double CONFIDENCE = 0.1;

  private static final double SAME_PLACE = 0.65;

  ClipCounts {
    lanes = List.copyOf(lanes);
  }

  /**
   * The crossings of a lane's line in one direction.
   *
   * @param counted crossings of the tracks
   * @param there crossings in the ground truth, by the bottom centers of the whole vehicles
   */
  record OfLane(String line, String direction, int counted, int there) {}

  /**
   * Tracks the detections of a clip and counts the crossings.
   *
   * @param frames all rows of the clip
   */
  static ClipCounts of(VideoGroundTruth truth, List<DetectionRow> frames) {
    VideoTracks tracks = new VideoTracks();
    Map<Integer, TrackPath> paths = track(frames, tracks);
    CountingLayout layout = layout(truth.lines());
    PathEnds ends = PathEnds.ofSeconds((truth.frames().size() - 1.0) / truth.rate());
    List<Crossing> counted =
        paths.values().stream()
            .flatMap(path -> TrackEvents.of(path, layout, ends).crossings().stream())
            .toList();
    return new ClipCounts(tracks, layout, lanes(truth, counted));
  }

  private static CountingLayout layout(List<LaneLine> lines) {
    return new CountingLayout(
        lines.stream().map(ClipCounts::line).toList(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        Optional.empty());
  }

  private static CountingLine line(LaneLine line) {
    return new CountingLine(
        line.name(),
        List.of(new Point(line.leftX(), line.leftY()), new Point(line.rightX(), line.rightY())),
        LaneLine.TOWARDS,
        LaneLine.AWAY);
  }

  private static Map<Integer, TrackPath> track(List<DetectionRow> frames, VideoTracks tracks) {
    Tracker tracker = TrackerType.DEFAULT.create(TrackerType.DEFAULT.options());
    Map<Integer, TrackPath> paths = new HashMap<>();
    FrameBoxes boxes = new FrameBoxes();
    List<DetectionRow> inOrder = new ArrayList<>(frames);
    inOrder.sort(Comparator.comparingLong(DetectionRow::frame));
    for (DetectionRow frame : inOrder) {
      List<Detection> found = distinct(frame.detections());
      boxes.clear();
      found.forEach(
          one -> boxes.add(one.confidence(), one.x(), one.y(), one.width(), one.height()));
      add(frame, found, tracker.track(frame.seconds(), boxes), tracks, paths);
    }
    return paths;
  }

  private static void add(
      DetectionRow frame,
      List<Detection> found,
      TrackedBoxes boxes,
      VideoTracks tracks,
      Map<Integer, TrackPath> paths) {
    for (int i = 0; i < boxes.count(); i++) {
      if (boxes.observed(i)) {
        tracks.add(
            frame.frame(),
            boxes.track(i),
            found.get(boxes.detection(i)).label(),
            boxes.confidence(i),
            boxes.x(i),
            boxes.y(i),
            boxes.width(i),
            boxes.height(i),
            true);
        paths
            .computeIfAbsent(boxes.track(i), any -> new TrackPath())
            .add(frame.seconds(), boxes.x(i), boxes.y(i), boxes.width(i), boxes.height(i));
      }
    }
  }

  /** Returns the detections without those that overlap a detection of higher confidence. */
  static List<Detection> distinct(List<Detection> detections) {
    List<Detection> kept = new ArrayList<>();
    detections.stream()
        .filter(one -> one.confidence() >= CONFIDENCE)
        .sorted(Comparator.comparingDouble(Detection::confidence).reversed())
        .filter(
            one ->
                kept.stream().noneMatch(other -> IntersectionOverUnion.of(one, other) > SAME_PLACE))
        .forEach(kept::add);
    return kept;
  }

  private static List<OfLane> lanes(VideoGroundTruth truth, List<Crossing> counted) {
    List<OfLane> lanes = new ArrayList<>();
    for (LaneLine line : truth.lines()) {
      for (String direction : List.of(LaneLine.TOWARDS, LaneLine.AWAY)) {
        long seen =
            counted.stream()
                .filter(one -> one.line().equals(line.name()) && one.direction().equals(direction))
                .count();
        long there =
            truth.lineCrossings().stream()
                .filter(one -> one.line().equals(line.name()) && one.direction().equals(direction))
                .count();
        if (seen + there > 0) {
          lanes.add(new OfLane(line.name(), direction, (int) seen, (int) there));
        }
      }
    }
    return lanes;
  }
}

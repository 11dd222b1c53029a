package io.euge.video.split;

import io.euge.video.Orientation;
import io.euge.video.RandomAccessPoint;
import io.euge.video.Segment;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects the keyframes at which a video is split: each the first that is a segment's length after
 * the one before, at which decoding can begin, and whose index is known for certain.
 */
final class SplitPoints {
  private final double length;
  private final List<RandomAccessPoint> points = new ArrayList<>();
  private int keyframes;
  private String notice;

  /**
   * @param length seconds of a segment
   */
  SplitPoints(double length) {
    this.length = length;
  }

  /** Counts a keyframe, whether it becomes a split point or not. */
  void addKeyframe() {
    keyframes++;
  }

  void add(RandomAccessPoint point) {
    points.add(point);
  }

  /** Returns whether a split here leaves a segment of about the wanted length on both sides. */
  boolean isDue(double previous, double seconds, double last) {
    return seconds - previous >= length && !(last - seconds < length / 2);
  }

  /** Returns whether a frame is after the last point. */
  boolean isAfterLast(long frame) {
    RandomAccessPoint last = points.isEmpty() ? null : points.get(points.size() - 1);
    return last == null ? frame > 0 : frame > last.frame();
  }

  /** Ends the search: there is no point after those that were found. */
  void close(String reason) {
    notice = reason;
  }

  /** Discards all points: the video cannot be split. */
  void reject(String reason) {
    points.clear();
    notice = reason;
  }

  /**
   * Returns the segments between the points, in presentation order.
   *
   * @param orientation how the first frame of the video says that all are turned
   */
  List<Segment> segments(Orientation orientation) {
    List<Segment> segments = new ArrayList<>();
    RandomAccessPoint from = null;
    for (RandomAccessPoint point : points) {
      segments.add(segment(from, point, orientation));
      from = point;
    }
    segments.add(segment(from, null, orientation));
    return segments;
  }

  private static Segment segment(
      RandomAccessPoint from, RandomAccessPoint to, Orientation orientation) {
    return new Segment(from, to, from == null ? null : orientation);
  }

  /** Returns why there is no point in a video that is long enough; null if there is one. */
  String notice() {
    if (!points.isEmpty()) {
      return null;
    }
    if (notice != null) {
      return notice;
    }
    return keyframes < 2
        ? "it has only one keyframe where decoding can begin"
        : "decoding cannot begin at any of its keyframes near the end of a segment";
  }
}

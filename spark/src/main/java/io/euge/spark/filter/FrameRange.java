package io.euge.spark.filter;

import io.euge.spark.recording.Recording;
import io.euge.video.Segment;

/**
 * A range of consecutive frames, with the bounds that are known before they are decoded. All bounds
 * are inclusive.
 *
 * @param start a lower bound of the presentation times, in seconds
 * @param end an upper bound of the presentation times, in seconds
 */
public record FrameRange(Recording video, long first, long last, double start, double end) {

  /** Returns the range of all frames that a video can have. */
  public static FrameRange of(Recording video) {
    return of(video, Segment.whole());
  }

  /** Returns the range of the frames of a segment. */
  public static FrameRange of(Recording video, Segment segment) {
    // The first frames may be shown before 0, and the last after the declared duration.
    return new FrameRange(
        video,
        segment.firstFrame(),
        segment.endFrame() - 1,
        segment.from() == null ? Double.NEGATIVE_INFINITY : segment.start(),
        segment.end());
  }

  /** Returns the range of one frame. */
  public static FrameRange of(Recording video, long frame, double seconds) {
    return new FrameRange(video, frame, frame, seconds, seconds);
  }

  /** Returns the range of the frames after one: presentation times never decrease. */
  static FrameRange after(Recording video, long frame, double seconds) {
    return new FrameRange(video, frame + 1, Long.MAX_VALUE, seconds, Double.POSITIVE_INFINITY);
  }
}

package io.euge.spark.filter;

import io.euge.video.Segment;

/**
 * Frames in a row, by what is known of them before they are decoded. All bounds are inclusive.
 *
 * @param start seconds that no frame is shown before
 * @param end seconds that no frame is shown after
 */
public record FrameSpan(String video, long first, long last, double start, double end) {

  /** All that a video could hold. */
  public static FrameSpan of(String video) {
    return of(video, Segment.whole());
  }

  public static FrameSpan of(String video, Segment segment) {
    // A file may show its first frames before 0, and none is bound to end when it says.
    return new FrameSpan(
        video,
        segment.firstFrame(),
        segment.endFrame() - 1,
        segment.from() == null ? Double.NEGATIVE_INFINITY : segment.start(),
        segment.end());
  }

  public static FrameSpan of(String video, long frame, double seconds) {
    return new FrameSpan(video, frame, frame, seconds, seconds);
  }

  /** What can follow a frame: times do not fall. */
  static FrameSpan after(String video, long frame, double seconds) {
    return new FrameSpan(video, frame + 1, Long.MAX_VALUE, seconds, Double.POSITIVE_INFINITY);
  }
}

package io.euge.video;

import java.io.Serializable;

/**
 * A part of a video, the unit of a task: the frames shown from one keyframe on and before another.
 *
 * @param from the keyframe it starts with; null for the start of the video
 * @param to the keyframe it ends before; null for the end of the video
 * @param orientation how the video's first frame says that all are turned for display; null where
 *     the segment has that frame
 */
public record Segment(RandomAccessPoint from, RandomAccessPoint to, Orientation orientation)
    implements Serializable {
  private static final Segment WHOLE = new Segment(null, null);

  public Segment {
    if (from != null && to != null && from.frame() >= to.frame()) {
      throw new IllegalArgumentException(
          "A segment ends after it starts, not from %s to %s".formatted(from, to));
    }
    if ((from == null) != (orientation == null)) {
      throw new IllegalArgumentException(
          "A segment from %s does not have the orientation %s".formatted(from, orientation));
    }
  }

  /** Creates a segment of a video that is not turned. */
  public Segment(RandomAccessPoint from, RandomAccessPoint to) {
    this(from, to, from == null ? null : Orientation.UPRIGHT);
  }

  /** Returns the segment of all frames of a video. */
  public static Segment whole() {
    return WHOLE;
  }

  public boolean isWhole() {
    return equals(WHOLE);
  }

  /** Returns the index of the first frame in presentation order. */
  public long firstFrame() {
    return from == null ? 0 : from.frame();
  }

  /**
   * Returns the index after that of the last frame; {@link Long#MAX_VALUE} at the end of the video.
   */
  public long endFrame() {
    return to == null ? Long.MAX_VALUE : to.frame();
  }

  /** Returns the presentation time in seconds of the first frame. */
  public double start() {
    return from == null ? 0 : from.seconds();
  }

  /** Returns the time in seconds before which it ends; positive infinity at the video's end. */
  public double end() {
    return to == null ? Double.POSITIVE_INFINITY : to.seconds();
  }
}

package io.euge.video;

import java.io.Serializable;

/**
 * A part of a video, the unit of a task: the frames from one keyframe to before another, in
 * presentation order.
 *
 * @param from the keyframe it starts with; null for the start of the video
 * @param to the keyframe it ends before; null for the end of the video
 * @param orientation the orientation that the first frame of the video declares for all frames;
 *     null if the segment contains that frame
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

  /** Creates a segment of a video that is not rotated. */
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

  /** Returns the index after the last frame; {@link Long#MAX_VALUE} at the end of the video. */
  public long endFrame() {
    return to == null ? Long.MAX_VALUE : to.frame();
  }

  /** Returns the presentation time in seconds of the first frame. */
  public double start() {
    return from == null ? 0 : from.seconds();
  }

  /**
   * Returns the presentation time in seconds before which the segment ends; positive infinity at
   * the end of the video.
   */
  public double end() {
    return to == null ? Double.POSITIVE_INFINITY : to.seconds();
  }
}

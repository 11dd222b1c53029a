package io.euge.video;

import java.io.Serializable;

/**
 * A part of a video, the unit of a task: the frames whose presentation time lies in {@code [start,
 * end)}, and where decoding has to begin to get them.
 *
 * @param start seconds, inclusive, from the start of the video's stream
 * @param end seconds, exclusive; positive infinity for the end of the video
 * @param keyframe presentation time in seconds of the keyframe to decode from, at most {@code
 *     start}
 */
public record Segment(double start, double end, double keyframe) implements Serializable {
  private static final Segment WHOLE = new Segment(0, Double.POSITIVE_INFINITY, 0);

  public Segment {
    if (!(keyframe >= 0 && keyframe <= start && start < end)) {
      throw new IllegalArgumentException(
          "A segment needs 0 <= keyframe <= start < end, not keyframe %s, start %s, end %s"
              .formatted(keyframe, start, end));
    }
  }

  /** All frames of a video. */
  public static Segment whole() {
    return WHOLE;
  }

  public boolean isWhole() {
    return equals(WHOLE);
  }

  /** Whether a frame shown at {@code seconds} belongs to this segment. */
  public boolean contains(double seconds) {
    return seconds >= start && seconds < end;
  }
}

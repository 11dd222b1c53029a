package io.euge.video.split;

import java.io.Serializable;

/**
 * The approximate length of the segments of a video.
 *
 * @param seconds the usual length; 0 for never splitting
 * @param least the shortest length that the parts may have
 * @param parts into which a video is cut at least, if they are not too short
 */
public record SegmentLength(double seconds, double least, int parts) implements Serializable {
  /** A minute, and less of a video that is to be read by several tasks. */
  public static final SegmentLength AUTO = new SegmentLength(60, 5, 1);

  /** Segments for each place at which one can be read, so that all places end at about one time. */
  private static final int SEGMENTS_PER_PLACE = 2;

  /** Returns a length that does not depend on how many videos there are; 0 for never splitting. */
  public static SegmentLength of(double seconds) {
    return new SegmentLength(seconds, seconds, 1);
  }

  /**
   * Returns the length for several videos, so that a few of them keep all places busy.
   *
   * @param videos how many are read
   * @param places how many segments can be read at once
   */
  public SegmentLength forVideos(int videos, int places) {
    return new SegmentLength(
        seconds, least, (int) Math.ceil((double) SEGMENTS_PER_PLACE * places / videos));
  }

  /** Returns the length of a video's segments, whose own length is below 0 or NaN if unknown. */
  double ofVideo(double videoSeconds) {
    double part = videoSeconds / Math.max(1, parts);
    return part > 0 ? Math.min(seconds, Math.max(least, part)) : seconds;
  }
}

package io.euge.spark.source.planning;

import io.euge.spark.recording.Recording;
import io.euge.video.Segment;
import java.io.Serializable;

/**
 * A part of a video that a task reads.
 *
 * @param video the video
 * @param segment the part of it to read
 * @param seconds its length; NaN if not known
 * @param segments the number of parts of this video in the scan
 */
public record VideoSegment(Recording video, Segment segment, double seconds, int segments)
    implements Serializable {
  /** Creates one of unknown length that is the only one of its video. */
  public VideoSegment(Recording video, Segment segment) {
    this(video, segment, Double.NaN, 1);
  }
}

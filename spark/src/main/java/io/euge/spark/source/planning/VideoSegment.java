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
 */
public record VideoSegment(Recording video, Segment segment, double seconds)
    implements Serializable {
  /** Creates one of unknown length. */
  public VideoSegment(Recording video, Segment segment) {
    this(video, segment, Double.NaN);
  }
}

package io.euge.spark.tracking;

import io.euge.tracking.TrackerOptions;
import io.euge.tracking.TrackerType;
import java.io.Serializable;

/**
 * Settings of tracking a table of detections.
 *
 * @param joinFiles whether files of one camera that follow each other within a second are one
 *     sequence; otherwise each video is one
 */
public record TrackSettings(TrackerType tracker, TrackerOptions options, boolean joinFiles)
    implements Serializable {
  /** The default tracker, each video for itself. */
  public static final TrackSettings DEFAULT = of(TrackerType.DEFAULT);

  /** Returns the options of a tracker's authors, each video for itself. */
  public static TrackSettings of(TrackerType tracker) {
    return new TrackSettings(tracker, tracker.options(), false);
  }

  /** Returns the least confidence of detections that the tracker uses. */
  public double confidenceFloor() {
    return Math.min(options.confidence(), options.lowConfidence());
  }
}

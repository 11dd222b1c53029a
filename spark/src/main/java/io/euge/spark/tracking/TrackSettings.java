package io.euge.spark.tracking;

import io.euge.tracking.TrackerOptions;
import io.euge.tracking.TrackerType;
import java.io.Serializable;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Settings of tracking a table of detections.
 *
 * @param joinFiles whether files of one camera that follow each other within a second are one
 *     sequence; otherwise each video is one
 */
public record TrackSettings(TrackerType tracker, TrackerOptions options, boolean joinFiles)
    implements Serializable {
  /** Enough for a frame rate such as 30000/1001. */
  private static final int DECIMALS = 9;

  /** The default tracker, each video for itself. */
  public static final TrackSettings DEFAULT = of(TrackerType.DEFAULT);

  /** Returns the options of a tracker's authors, each video for itself. */
  public static TrackSettings of(TrackerType tracker) {
    return new TrackSettings(tracker, tracker.options(), false);
  }

  /** Returns the options that differ from the tracker's defaults, by the names of the command. */
  SortedMap<String, String> changed() {
    TrackerOptions defaults = tracker.options();
    SortedMap<String, String> changed = new TreeMap<>();
    add(changed, "track-confidence", options.confidence(), defaults.confidence());
    add(changed, "track-iou", options.overlap(), defaults.overlap());
    add(changed, "max-age", options.maxAge(), defaults.maxAge());
    add(changed, "min-hits", options.minHits(), defaults.minHits());
    add(changed, "frame-rate", 1 / options.frameDuration(), 1 / defaults.frameDuration());
    if (options.skipEmptyFrames()) {
      changed.put("skip-empty-frames", "true");
    }
    if (options.predictions()) {
      changed.put("predicted", "true");
    }
    if (joinFiles) {
      changed.put("join-files", "true");
    }
    return changed;
  }

  private static void add(
      SortedMap<String, String> changed, String name, double value, double unchanged) {
    if (value != unchanged) {
      BigDecimal rounded = BigDecimal.valueOf(value).setScale(DECIMALS, RoundingMode.HALF_EVEN);
      changed.put(name, rounded.stripTrailingZeros().toPlainString());
    }
  }

  /** Returns the least confidence of detections that the tracker uses. */
  public double confidenceFloor() {
    return Math.min(options.confidence(), options.lowConfidence());
  }
}

package io.euge.spark.ui;

import io.euge.spark.activity.Reading;
import java.util.HashMap;
import java.util.Map;

/**
 * The readings of one video's segments. Of a segment that is read again the last reading counts.
 */
final class VideoProgress {
  private final Map<Long, Reading> segments = new HashMap<>(2);

  /** Null unless the video could not be opened. */
  private final VideoSummary unopened;

  VideoProgress(VideoSummary unopened) {
    this.unopened = unopened;
  }

  void add(Reading reading) {
    segments.put(reading.firstFrame(), reading);
  }

  VideoSummary summary(String video) {
    long frames = 0;
    long nanos = 0;
    int all = 1;
    int errors = 0;
    String error = null;
    for (Reading reading : segments.values()) {
      frames += reading.frames();
      nanos += reading.nanos();
      all = Math.max(all, reading.segments());
      errors += reading.errors();
      error = error == null ? reading.error() : error;
    }
    return segments.isEmpty() && unopened != null
        ? unopened
        : new VideoSummary(video, frames, nanos, segments.size(), all, errors, error);
  }
}

package io.euge.spark.ui;

import io.euge.spark.activity.Reading;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The readings of one video's segments. Of a segment that is read again the first reading without
 * an error counts, or else the last.
 */
final class VideoProgress {
  private static final long[] NONE = {};

  /** A segment with errors. */
  private record Failure(long frames, long nanos, int errors) {}

  /** Null unless the video could not be opened. */
  private final VideoSummary unopened;

  /** The first frames of the segments without an error, in order; empty once all are read. */
  private long[] good = NONE;

  private int goodCount;
  private long frames;
  private long nanos;
  private int segments = 1;

  /** By their first frames; null while there is none. */
  private Map<Long, Failure> failures;

  private String error;

  VideoProgress(VideoSummary unopened) {
    this.unopened = unopened;
  }

  void add(Reading reading) {
    int place = Arrays.binarySearch(good, reading.firstFrame());
    if (isDone() || place >= 0) {
      return;
    }
    segments = Math.max(segments, reading.segments());
    if (reading.error() == null) {
      addGood(reading, -place - 1);
    } else {
      addFailure(reading);
    }
  }

  private boolean isDone() {
    return failures == null && goodCount >= segments;
  }

  private void addGood(Reading reading, int place) {
    if (failures != null) {
      failures.remove(reading.firstFrame());
      if (failures.isEmpty()) {
        failures = null;
        error = null;
      }
    }
    goodCount++;
    frames += reading.frames();
    nanos += reading.nanos();
    if (isDone()) {
      good = NONE;
    } else {
      long[] more = Arrays.copyOf(good, good.length + 1);
      System.arraycopy(good, place, more, place + 1, good.length - place);
      more[place] = reading.firstFrame();
      good = more;
    }
  }

  private void addFailure(Reading reading) {
    if (failures == null) {
      failures = new HashMap<>(2);
      error = reading.error();
    }
    failures.put(
        reading.firstFrame(), new Failure(reading.frames(), reading.nanos(), reading.errors()));
  }

  VideoSummary summary(String video) {
    if (failures == null) {
      return goodCount == 0 && unopened != null
          ? unopened
          : new VideoSummary(video, frames, nanos, goodCount, segments, 0, null);
    }
    long allFrames = frames;
    long allNanos = nanos;
    int errors = 0;
    for (Failure failure : failures.values()) {
      allFrames += failure.frames();
      allNanos += failure.nanos();
      errors += failure.errors();
    }
    int read = goodCount + failures.size();
    return new VideoSummary(video, allFrames, allNanos, read, segments, errors, error);
  }
}

package io.euge.spark.metrics;

import io.euge.TaskPart;
import io.euge.video.VideoException.Code;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counters of what the tasks of this process have read, updated at the end of each segment of a
 * video. Thread-safe.
 */
public final class ProcessCounters {
  private static volatile ProcessCounters current = new ProcessCounters();

  private final LongAdder frames = new LongAdder();
  private final LongAdder segments = new LongAdder();
  private final LongAdder videos = new LongAdder();
  private final Map<Code, LongAdder> errors = new EnumMap<>(Code.class);
  private final LongAdder bytes = new LongAdder();
  private final LongAdder recordedMillis = new LongAdder();
  private final LongAdder deviceNanos = new LongAdder();
  private final Map<TaskPart, LongAdder> nanos = new EnumMap<>(TaskPart.class);

  private ProcessCounters() {
    for (TaskPart part : TaskPart.values()) {
      nanos.put(part, new LongAdder());
    }
    for (Code code : Code.values()) {
      errors.put(code, new LongAdder());
    }
  }

  /** Returns the counters that tasks add to. */
  public static ProcessCounters current() {
    return current;
  }

  /** Lets tasks add to new counters from now on: those of an executor that starts. */
  public static ProcessCounters renew() {
    current = new ProcessCounters();
    return current;
  }

  /** Counts a video's error after which the reading continued. */
  public void addError(Code code) {
    errors.get(code).increment();
  }

  void addSegment(boolean endsVideo) {
    segments.increment();
    if (endsVideo) {
      videos.increment();
    }
  }

  void addRows(long count) {
    frames.add(count);
  }

  void addBytes(long count) {
    bytes.add(count);
  }

  void addRecordedMillis(long count) {
    recordedMillis.add(count);
  }

  void addNanos(TaskPart part, long count) {
    nanos.get(part).add(count);
  }

  void addDeviceNanos(long count) {
    deviceNanos.add(count);
  }

  /** Returns the frames that became rows. */
  public long frames() {
    return frames.sum();
  }

  /** Returns the segments that were read, to their ends or up to an error. */
  public long segments() {
    return segments.sum();
  }

  /** Returns the videos whose last segment was read, to its end or up to an error. */
  public long videos() {
    return videos.sum();
  }

  /** Returns the errors of videos after which the reading continued. */
  public long errors() {
    return errors.values().stream().mapToLong(LongAdder::sum).sum();
  }

  /** Returns those with a code. */
  public long errors(Code code) {
    return errors.get(code).sum();
  }

  /** Returns the bytes of videos that were read. */
  public long bytes() {
    return bytes.sum();
  }

  /** Returns the recorded time, in seconds, of the segments that were read. */
  public double recordedSeconds() {
    return recordedMillis.sum() / 1e3;
  }

  /** Returns the seconds of tasks that were spent on a part. */
  public double seconds(TaskPart part) {
    return nanos.get(part).sum() / 1e9;
  }

  /** Returns the seconds of tasks in all parts. */
  public double seconds() {
    return nanos.values().stream().mapToLong(LongAdder::sum).sum() / 1e9;
  }

  /** Returns the seconds in which GPUs were busy with the tasks' frames. */
  public double deviceSeconds() {
    return deviceNanos.sum() / 1e9;
  }
}

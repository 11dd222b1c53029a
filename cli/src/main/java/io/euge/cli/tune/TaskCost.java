package io.euge.cli.tune;

import io.euge.TaskPart;
import io.euge.spark.metrics.TaskTimes;
import java.util.Set;

/**
 * The time of the tasks of short jobs, measured with all tasks of an executor running concurrently.
 *
 * @param batch number of frames that a task submits at once
 * @param prefetch number of batches decoded ahead
 * @param videoSeconds total length of the video that was read
 * @param frames number of frames that were inferred
 * @param segments number of segments that were opened
 * @param times breakdown of the time of all tasks
 */
record TaskCost(
    int batch, int prefetch, double videoSeconds, long frames, int segments, TaskTimes times) {
  /** The parts whose time does not depend on the length of a segment. */
  private static final Set<TaskPart> OF_SEGMENT = Set.of(TaskPart.OPENING, TaskPart.OTHER);

  /** Returns the sum of this and another measurement with the same settings. */
  TaskCost plus(TaskCost other) {
    TaskTimes both = new TaskTimes();
    both.add(times);
    both.add(other.times);
    return new TaskCost(
        batch,
        prefetch,
        videoSeconds + other.videoSeconds,
        frames + other.frames,
        segments + other.segments,
        both);
  }

  /** Returns whether the settings are the same. */
  boolean isLike(TaskCost other) {
    return batch == other.batch && prefetch == other.prefetch;
  }

  /** Returns the seconds of a task per second of video, without the cost per segment. */
  double perVideoSecond() {
    long fixed = OF_SEGMENT.stream().mapToLong(times::nanos).sum();
    return (times.total() - fixed - times.nanos(TaskPart.LOADING)) / 1e9 / videoSeconds;
  }

  /** Returns the seconds of a task per segment, independent of its length. */
  double perSegment() {
    return OF_SEGMENT.stream().mapToLong(times::nanos).sum() / 1e9 / segments;
  }

  /** Returns the seconds of GPU time per second of video; 0 without a GPU. */
  double devicePerVideoSecond() {
    return times.deviceNanos() / 1e9 / videoSeconds;
  }

  /** Returns the frames per second of video. */
  double framesPerVideoSecond() {
    return frames / videoSeconds;
  }

  /** Returns the frames per second of {@code tasks} concurrent tasks. */
  double framesPerSecond(int tasks) {
    return tasks * framesPerVideoSecond() / perVideoSecond();
  }

  /**
   * Returns the frames per second of {@code tasks} concurrent tasks if they did only some parts.
   */
  double framesPerSecond(int tasks, TaskPart... parts) {
    long nanos = 0;
    for (TaskPart part : parts) {
      nanos += times.nanos(part);
    }
    return tasks * frames * 1e9 / Math.max(1, nanos);
  }
}

package io.euge.cli.tune;

import io.euge.TaskPart;
import io.euge.spark.metrics.TaskTimes;
import java.util.Set;

/**
 * What the tasks of short jobs took, with all tasks of an executor running at once.
 *
 * @param batch frames that a task hands over at once
 * @param prefetch batches decoded ahead
 * @param videoSeconds recorded time of what was read
 * @param frames that went through the network
 * @param segments that were opened
 * @param times of all tasks
 */
record TaskCost(
    int batch, int prefetch, double videoSeconds, long frames, int segments, TaskTimes times) {
  /** The parts that a segment costs, however long it is. */
  private static final Set<TaskPart> OF_SEGMENT = Set.of(TaskPart.OPENING, TaskPart.OTHER);

  /** Returns this and another measurement with the same settings as one. */
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

  /** Returns the seconds that a task takes for a second of video, without opening it. */
  double perVideoSecond() {
    long fixed = OF_SEGMENT.stream().mapToLong(times::nanos).sum();
    return (times.total() - fixed - times.nanos(TaskPart.LOADING)) / 1e9 / videoSeconds;
  }

  /** Returns the seconds that a task takes for a segment, however long it is. */
  double perSegment() {
    return OF_SEGMENT.stream().mapToLong(times::nanos).sum() / 1e9 / segments;
  }

  /** Returns the seconds that a GPU is busy for a second of video; 0 without one. */
  double devicePerVideoSecond() {
    return times.deviceNanos() / 1e9 / videoSeconds;
  }

  /** Returns the frames of a second of video. */
  double framesPerVideoSecond() {
    return frames / videoSeconds;
  }

  /** Returns the frames a second of so many tasks at once. */
  double framesPerSecond(int tasks) {
    return tasks * framesPerVideoSecond() / perVideoSecond();
  }

  /** Returns the frames a second of so many tasks at once if they did some parts only. */
  double framesPerSecond(int tasks, TaskPart... parts) {
    long nanos = 0;
    for (TaskPart part : parts) {
      nanos += times.nanos(part);
    }
    return tasks * frames * 1e9 / Math.max(1, nanos);
  }
}

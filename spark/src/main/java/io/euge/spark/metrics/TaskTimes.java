package io.euge.spark.metrics;

import io.euge.TaskPart;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * The times of a job's tasks by what they did, added up from their metrics. The times of failed
 * attempts are kept apart: Spark has no metrics of those, and their work was done again.
 *
 * <p>Not thread-safe.
 */
public final class TaskTimes {
  private final Map<TaskPart, Long> nanos = new EnumMap<>(TaskPart.class);
  private long deviceNanos;
  private long failedNanos;
  private int failures;

  /**
   * Adds a metric of a task that ended well.
   *
   * @return whether it is one of {@link TimeMetrics}
   */
  public boolean add(String metric, long value) {
    Optional<TaskPart> part = TimeMetrics.part(metric);
    part.ifPresent(known -> add(known, value));
    if (metric.equals(TimeMetrics.DEVICE)) {
      deviceNanos += value;
    }
    return part.isPresent();
  }

  /** Adds time of tasks that ended well. */
  public void add(TaskPart part, long value) {
    nanos.merge(part, value, Long::sum);
  }

  /** Adds all times of others. */
  public void add(TaskTimes others) {
    others.nanos.forEach(this::add);
    deviceNanos += others.deviceNanos;
    failedNanos += others.failedNanos;
    failures += others.failures;
  }

  /** Adds nanoseconds in which a GPU was busy. */
  public void addDevice(long value) {
    deviceNanos += value;
  }

  /** Adds an attempt of a task that failed or was stopped. */
  public void addFailure(long value) {
    failedNanos += value;
    failures++;
  }

  /** Returns the nanoseconds that tasks which ended well spent on a part. */
  public long nanos(TaskPart part) {
    return nanos.getOrDefault(part, 0L);
  }

  /** Returns the nanoseconds of all tasks that ended well. */
  public long total() {
    return nanos.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Returns the nanoseconds in which GPUs were busy with the tasks' frames; 0 without GPUs. */
  public long deviceNanos() {
    return deviceNanos;
  }

  /** Returns the nanoseconds of attempts that failed or were stopped. */
  public long failedNanos() {
    return failedNanos;
  }

  /** Returns the number of attempts that failed or were stopped. */
  public int failures() {
    return failures;
  }
}

package io.euge.spark.metrics;

import io.euge.TaskPart;
import io.euge.TimeAccount;
import java.util.EnumMap;
import java.util.Map;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;

/** Adds what one task reads to {@link ProcessCounters}, at the end of each segment. */
public final class TaskCounters {
  private static final TaskPart[] PARTS = TaskPart.values();

  private final TimeAccount account;
  private final ProcessCounters process = ProcessCounters.current();
  private final Map<TaskPart, Long> nanos = new EnumMap<>(TaskPart.class);
  private long deviceNanos;
  private long rows;

  public TaskCounters(TimeAccount account) {
    this.account = account;
  }

  /**
   * Adds a segment that is closed.
   *
   * @param metrics of the segment
   * @param ended whether it was read to its end or up to an error
   * @param endsVideo whether it is the last of its video
   * @param rowsOfTask how many rows the task has given so far
   */
  public void endSegment(
      CustomTaskMetric[] metrics, boolean ended, boolean endsVideo, long rowsOfTask) {
    if (ended) {
      process.addSegment(endsVideo);
    }
    process.addRows(rowsOfTask - rows);
    rows = rowsOfTask;
    for (CustomTaskMetric metric : metrics) {
      if (metric.name().equals(ScanMetrics.BYTES_READ)) {
        process.addBytes(metric.value());
      } else if (metric.name().equals(ScanMetrics.RECORDED)) {
        process.addRecordedMillis(metric.value());
      }
    }
    addTimes();
  }

  /** Adds the time since the last addition. */
  public void addTimes() {
    account.settle();
    for (TaskPart part : PARTS) {
      long now = account.nanos(part);
      Long before = nanos.put(part, now);
      process.addNanos(part, before == null ? now : now - before);
    }
    process.addDeviceNanos(account.deviceNanos() - deviceNanos);
    deviceNanos = account.deviceNanos();
  }
}

package io.euge.bench.limit;

import io.euge.TimeAccount;
import io.euge.inference.sharing.SharedModels;
import io.euge.spark.metrics.ScanMetrics;
import io.euge.spark.metrics.TimeMetrics;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.connector.metric.CustomMetric;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;
import org.apache.spark.sql.execution.metric.SQLMetric;

/**
 * The cost of a task's metrics: the number of times that Spark requests them times the cost of
 * collecting them and setting Spark's own metrics.
 *
 * @param calls per task
 * @param nanosEach measured cost of one call
 * @param taskNanos duration of the task
 */
record MetricsCost(long calls, double nanosEach, long taskNanos) {
  /** The number of rows after which Spark requests the metrics. */
  private static final long ROWS_PER_CALL = 100;

  /**
   * Spark also requests them before the first row, after the last row, and when segments are
   * closed.
   */
  private static final long MORE_CALLS = 3;

  private static final int MEASURED = 50_000;

  /** Measures the cost of a call and multiplies it by the calls of a task. */
  static MetricsCost of(TimeAccount task, long frames, SharedModels models) {
    measure(models);
    return new MetricsCost(calls(frames), measure(models), task.total());
  }

  static long calls(long frames) {
    return frames / ROWS_PER_CALL + MORE_CALLS;
  }

  /** Performs the work of a task's readers and of Spark for each call. */
  private static double measure(SharedModels models) {
    Map<String, SQLMetric> shown = new HashMap<>();
    for (CustomMetric metric : ScanMetrics.all()) {
      shown.put(metric.name(), new SQLMetric("v2Custom", 0));
    }
    TimeAccount account = new TimeAccount();
    long start = System.nanoTime();
    for (int i = 0; i < MEASURED; i++) {
      TreeMap<String, Long> all = new TreeMap<>();
      all.put(ScanMetrics.MODEL_COPIES, (long) models.statistics().copies());
      all.put(ScanMetrics.MODEL_MEMORY, models.statistics().bytes());
      all.put(ScanMetrics.BYTES_READ, (long) i);
      all.put(ScanMetrics.RECORDED, (long) i);
      account.settle();
      TimeMetrics.read(account, all::put);
      CustomTaskMetric[] values =
          all.entrySet().stream()
              .map(metric -> ScanMetrics.value(metric.getKey(), metric.getValue()))
              .toArray(CustomTaskMetric[]::new);
      Arrays.stream(values).forEach(value -> shown.get(value.name()).set(value.value()));
    }
    return (System.nanoTime() - start) / (double) MEASURED;
  }

  /** Returns the cost as a fraction of the task's time. */
  double share() {
    return calls * nanosEach / taskNanos;
  }
}

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
 * What the metrics of a task cost: the times that Spark asks for them, times what it costs to
 * collect them and to set Spark's own.
 *
 * @param calls by a task
 * @param nanosEach measured cost of one
 * @param taskNanos the task's time
 */
record MetricsCost(long calls, double nanosEach, long taskNanos) {
  /** Spark asks for the metrics each time that so many rows were read. */
  private static final long ROWS_PER_CALL = 100;

  /** Spark asks before the first row and after the last, and segments when they are closed. */
  private static final long MORE_CALLS = 3;

  private static final int MEASURED = 50_000;

  /** Measures what a call costs here, and takes the calls of a task. */
  static MetricsCost of(TimeAccount task, long frames, SharedModels models) {
    measure(models);
    return new MetricsCost(calls(frames), measure(models), task.total());
  }

  static long calls(long frames) {
    return frames / ROWS_PER_CALL + MORE_CALLS;
  }

  /** Does what the readers of a task and Spark do for each call. */
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

  /** Returns the cost as a share of the task's time. */
  double share() {
    return calls * nanosEach / taskNanos;
  }
}

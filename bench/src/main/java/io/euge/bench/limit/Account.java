package io.euge.bench.limit;

import io.euge.TaskPart;
import io.euge.TimeAccount;
import io.euge.spark.metrics.TaskTimes;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * The breakdown of a task's time, alone in this process and in the Spark job.
 *
 * @param task one pass over the video
 * @param job all tasks of all rounds, including the work of Spark
 * @param frames of the video
 */
record Account(TimeAccount task, ClockCost clock, MetricsCost metrics, TaskTimes job, long frames) {
  String text() {
    return String.format(
        Locale.ROOT,
        "%nthe time of a task:      %s%n"
            + "in the Spark job:        %s%n"
            + "accounting: %.1f readings of the clock a frame, %.0f ns each, %.4f %% of a task's time%n"
            + "metrics: collected %d times in a task, %.1f us each, %.4f %% of its time%n",
        shares(task::nanos, task.total()),
        shares(job::nanos, job.total()),
        clock.readings() / (double) frames,
        clock.nanosEach(),
        100 * clock.share(),
        metrics.calls(),
        metrics.nanosEach() / 1e3,
        100 * metrics.share());
  }

  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("taskNanos", nanos(task::nanos));
    json.put("jobNanos", nanos(job::nanos));
    json.put("clockReadings", clock.readings());
    json.put("nanosPerReading", clock.nanosEach());
    json.put("accountingShare", clock.share());
    json.put("metricsCalls", metrics.calls());
    json.put("nanosPerMetricsCall", metrics.nanosEach());
    json.put("metricsShare", metrics.share());
    return json;
  }

  private static Map<String, Long> nanos(ToLongFunction<TaskPart> times) {
    Map<String, Long> nanos = new LinkedHashMap<>();
    for (TaskPart part : TaskPart.values()) {
      nanos.put(part.label(), times.applyAsLong(part));
    }
    return nanos;
  }

  private static String shares(ToLongFunction<TaskPart> times, long total) {
    StringBuilder shares = new StringBuilder();
    for (TaskPart part : TaskPart.values()) {
      shares
          .append(shares.isEmpty() ? "" : ", ")
          .append(part.label())
          .append(String.format(Locale.ROOT, " %.1f %%", 100.0 * times.applyAsLong(part) / total));
    }
    return shares.toString();
  }
}

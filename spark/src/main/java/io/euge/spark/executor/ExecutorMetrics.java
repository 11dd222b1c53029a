package io.euge.spark.executor;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import io.euge.TaskPart;
import io.euge.device.placement.Allocator;
import io.euge.device.placement.PlacementDecision;
import io.euge.inference.batching.BatchingStatistics;
import io.euge.inference.sharing.SharingStatistics;
import io.euge.spark.activity.ModelReport;
import io.euge.spark.metrics.ProcessCounters;
import io.euge.video.VideoException.Code;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * Registers the numbers of an executor among Spark's metrics. Names follow the conventions of
 * Prometheus: base units as suffixes, and {@code _total} for what only grows. They are read when
 * somebody asks for them, and cost the tasks nothing.
 */
final class ExecutorMetrics {
  private final ExecutorModels models;
  private final ProcessCounters counters;
  private final MetricRegistry metrics;

  private ExecutorMetrics(ExecutorModels models, ProcessCounters counters, MetricRegistry metrics) {
    this.models = models;
    this.counters = counters;
    this.metrics = metrics;
  }

  static void register(ExecutorModels models, MetricRegistry metrics) {
    new ExecutorMetrics(models, ProcessCounters.renew(), metrics).register();
  }

  private void register() {
    sharing("model_loads_total", SharingStatistics::loads);
    sharing("model_failed_loads_total", SharingStatistics::failedLoads);
    sharing("model_hits_total", SharingStatistics::hits);
    sharing("model_copies", SharingStatistics::copies);
    sharing("model_peak_copies", SharingStatistics::peakCopies);
    sharing("model_memory_bytes", SharingStatistics::bytes);
    sharing("model_peak_memory_bytes", SharingStatistics::peakBytes);
    sharing("model_leases", SharingStatistics::leases);
    sharing("model_load_seconds_total", SharingStatistics::loadSeconds);
    gauge("loaded_models", new LoadedModelMetrics(this::loaded, metrics));
    batching("batches_total", BatchingStatistics::batches);
    batching("batch_frames_total", BatchingStatistics::frames);
    batching("batch_mean_frames", ExecutorMetrics::meanBatch);
    batching("batch_largest_frames", BatchingStatistics::largestBatch);
    batching("batch_queue_seconds_total", BatchingStatistics::queueSeconds);
    batching("batch_longest_queue_seconds", BatchingStatistics::longestQueueSeconds);
    batching("batch_busy_seconds_total", BatchingStatistics::busySeconds);
    gauge("frames_total", counters::frames);
    gauge("segments_total", counters::segments);
    gauge("videos_total", counters::videos);
    gauge("video_errors_total", counters::errors);
    for (Code code : Code.values()) {
      gauge("video_errors_" + lower(code) + "_total", () -> counters.errors(code));
    }
    gauge("video_read_bytes_total", counters::bytes);
    gauge("video_recorded_seconds_total", counters::recordedSeconds);
    for (TaskPart part : TaskPart.values()) {
      gauge("task_" + lower(part) + "_seconds_total", () -> counters.seconds(part));
    }
    gauge("task_seconds_total", counters::seconds);
    gauge("gpu_busy_seconds_total", counters::deviceSeconds);
    for (PlacementDecision.Reason reason : PlacementDecision.Reason.values()) {
      placement("placement_" + lower(reason) + "_total", allocator -> allocator.count(reason));
    }
    placement("placement_refused_total", Allocator::refused);
    gauge("mps_attached", models::mpsAttached);
    gauge("mps_thread_limit_ratio", () -> models.mpsThreadPercentage() / 100);
  }

  private List<ModelReport> loaded() {
    return ModelReport.of(models.registry().copies());
  }

  private static double meanBatch(BatchingStatistics batching) {
    return batching.batches() == 0 ? 0 : (double) batching.frames() / batching.batches();
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private <T> void sharing(String name, Function<SharingStatistics, T> value) {
    gauge(name, () -> value.apply(models.registry().statistics()));
  }

  private <T> void batching(String name, Function<BatchingStatistics, T> value) {
    gauge(name, () -> value.apply(models.registry().batching()));
  }

  private void placement(String name, Function<Allocator, Long> value) {
    gauge(name, () -> value.apply(models.registry().allocator()));
  }

  private <T> void gauge(String name, Gauge<T> gauge) {
    metrics.register(name, gauge);
  }
}

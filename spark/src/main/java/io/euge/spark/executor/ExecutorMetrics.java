package io.euge.spark.executor;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import io.euge.device.placement.Allocator;
import io.euge.device.placement.PlacementDecision;
import io.euge.inference.batching.BatchingStatistics;
import io.euge.inference.sharing.SharingStatistics;
import java.util.Locale;
import java.util.function.Function;

/** Registers the numbers of an executor's models among Spark's metrics. */
final class ExecutorMetrics {
  private final ExecutorModels models;
  private final MetricRegistry metrics;

  private ExecutorMetrics(ExecutorModels models, MetricRegistry metrics) {
    this.models = models;
    this.metrics = metrics;
  }

  static void register(ExecutorModels models, MetricRegistry metrics) {
    new ExecutorMetrics(models, metrics).register();
  }

  private void register() {
    sharing("models.loads", SharingStatistics::loads);
    sharing("models.failedLoads", SharingStatistics::failedLoads);
    sharing("models.hits", SharingStatistics::hits);
    sharing("models.copies", SharingStatistics::copies);
    sharing("models.peakCopies", SharingStatistics::peakCopies);
    sharing("models.bytes", SharingStatistics::bytes);
    sharing("models.leases", SharingStatistics::leases);
    sharing("models.loadSeconds", SharingStatistics::loadSeconds);
    batching("batching.batches", BatchingStatistics::batches);
    batching("batching.frames", BatchingStatistics::frames);
    batching("batching.largestBatch", BatchingStatistics::largestBatch);
    batching("batching.queueSeconds", BatchingStatistics::queueSeconds);
    batching("batching.busySeconds", BatchingStatistics::busySeconds);
    batching("batching.longestQueueSeconds", BatchingStatistics::longestQueueSeconds);
    for (PlacementDecision.Reason reason : PlacementDecision.Reason.values()) {
      placement(
          "placement." + reason.name().toLowerCase(Locale.ROOT),
          allocator -> allocator.count(reason));
    }
    placement("placement.refused", Allocator::refused);
    gauge("mps.attached", models::mpsAttached);
    gauge("mps.threadPercentage", models::mpsThreadPercentage);
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

package io.euge.spark.executor;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import io.euge.EugeException;
import io.euge.device.placement.Allocator;
import io.euge.device.placement.PlacementDecision;
import io.euge.inference.sharing.SharingStatistics;
import io.euge.spark.crash.ExecutorLossTracker;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.PluginContext;

/** The models' part of an executor's life. */
public final class EugeExecutor implements ExecutorPlugin {
  private ExecutorModels models;

  /**
   * @throws EugeException if MPS is required and cannot be had; then Spark ends the executor
   */
  @Override
  public void init(PluginContext context, Map<String, String> extraConf) {
    models =
        ExecutorModels.open(
            context.conf(), context.executorID(), ExecutorDevices.addresses(context.resources()));
    try {
      models.mps().begin();
    } catch (EugeException e) {
      // Spark does not shut down a plugin that has not begun.
      models.close();
      throw e;
    }
    if (!context.executorID().equals(ExecutorModels.DRIVER)) {
      ExecutorLossTracker.ask(context);
    }
    MetricRegistry metrics = context.metricRegistry();
    gauge(metrics, "models.loads", SharingStatistics::loads);
    gauge(metrics, "models.failedLoads", SharingStatistics::failedLoads);
    gauge(metrics, "models.hits", SharingStatistics::hits);
    gauge(metrics, "models.copies", SharingStatistics::copies);
    gauge(metrics, "models.peakCopies", SharingStatistics::peakCopies);
    gauge(metrics, "models.bytes", SharingStatistics::bytes);
    gauge(metrics, "models.leases", SharingStatistics::leases);
    gauge(metrics, "models.loadSeconds", SharingStatistics::loadSeconds);
    for (PlacementDecision.Reason reason : PlacementDecision.Reason.values()) {
      String name = "placement." + reason.name().toLowerCase(Locale.ROOT);
      placement(metrics, name, allocator -> allocator.count(reason));
    }
    Gauge<Integer> attached = () -> models.mps().attached();
    metrics.register("mps.attached", attached);
    Gauge<Double> threads = () -> models.mps().threadPercentage();
    metrics.register("mps.threadPercentage", threads);
    placement(metrics, "placement.refused", Allocator::refused);
  }

  private <T> void gauge(
      MetricRegistry metrics, String name, Function<SharingStatistics, T> value) {
    Gauge<T> gauge = () -> value.apply(models.registry().statistics());
    metrics.register(name, gauge);
  }

  private void placement(MetricRegistry metrics, String name, Function<Allocator, Long> value) {
    Gauge<Long> gauge = () -> value.apply(models.registry().allocator());
    metrics.register(name, gauge);
  }

  /**
   * Lets runs under way end and closes the models; leases that are still open are named in the log
   * with their origin.
   */
  @Override
  public void shutdown() {
    ExecutorLossTracker.ask(null);
    models.end();
  }
}

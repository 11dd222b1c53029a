package io.euge.spark;

import io.euge.spark.activity.ExecutorReport;
import io.euge.spark.activity.TaskPicture;
import io.euge.spark.conf.ClusterSettings;
import io.euge.spark.crash.ExecutorLossTracker;
import io.euge.spark.executor.EugeExecutor;
import io.euge.spark.ui.EugeUi;
import io.euge.spark.ui.ExecutorReports;
import io.euge.spark.ui.RunningPictures;
import java.util.Map;
import org.apache.spark.SparkContext;
import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.PluginContext;

/** The driver's part of the plugin, which outlives the executors. */
final class EugeDriver implements DriverPlugin {
  private final ExecutorLossTracker losses = new ExecutorLossTracker();

  private final RunningPictures pictures = new RunningPictures();

  /** Null before the start. */
  private SparkContext context;

  /** Null before the start. */
  private ExecutorReports reports;

  /** Checks the cluster's settings on the driver, before any executor does. */
  @Override
  public Map<String, String> init(SparkContext context, PluginContext plugin) {
    this.context = context;
    ClusterSettings.check(context.conf());
    context.addSparkListener(losses);
    reports = ExecutorReports.of(context);
    if (!EugeUi.start(context, pictures)) {
      return Map.of();
    }
    return context.ui().isDefined()
        ? Map.of(EugeExecutor.REPORTS, "true", EugeExecutor.PICTURES, "true")
        : Map.of(EugeExecutor.REPORTS, "true");
  }

  @Override
  public void registerMetrics(String application, PluginContext plugin) {
    EugeUi.registerMetrics(context, plugin.metricRegistry());
  }

  @Override
  public Object receive(Object message) {
    if (message instanceof ExecutorLossTracker.LossesSince request) {
      return losses.count(request);
    }
    if (message instanceof ExecutorReport report) {
      reports.add(report);
      return null;
    }
    if (message instanceof TaskPicture picture) {
      pictures.add(picture);
      return null;
    }
    throw new IllegalArgumentException("The driver cannot answer " + message);
  }

  /** Posts the last reports; Spark's listeners still run. */
  @Override
  public void shutdown() {
    if (reports != null) {
      reports.close();
    }
  }
}

package io.euge.spark;

import io.euge.spark.conf.ClusterSettings;
import io.euge.spark.crash.ExecutorLossTracker;
import java.util.Map;
import org.apache.spark.SparkContext;
import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.PluginContext;

/** The driver's part of the plugin, which outlives the executors. */
final class EugeDriver implements DriverPlugin {
  private final ExecutorLossTracker losses = new ExecutorLossTracker();

  /** Checks the cluster's settings on the driver, before any executor does. */
  @Override
  public Map<String, String> init(SparkContext context, PluginContext plugin) {
    ClusterSettings.check(context.conf());
    context.addSparkListener(losses);
    return Map.of();
  }

  @Override
  public Object receive(Object message) {
    if (message instanceof ExecutorLossTracker.LossesSince request) {
      return losses.count(request);
    }
    throw new IllegalArgumentException("The driver has no answer to " + message);
  }
}

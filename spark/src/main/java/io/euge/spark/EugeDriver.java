package io.euge.spark;

import io.euge.spark.conf.ClusterSettings;
import io.euge.spark.crash.ExecutorLossTracker;
import java.util.Map;
import org.apache.spark.SparkContext;
import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.PluginContext;

/** What the driver does for its executors: it outlives them. */
final class EugeDriver implements DriverPlugin {
  private final ExecutorLossTracker crashes = new ExecutorLossTracker();

  /** Refuses on the driver, in one line, what every executor would have to refuse. */
  @Override
  public Map<String, String> init(SparkContext context, PluginContext plugin) {
    ClusterSettings.check(context.conf());
    context.addSparkListener(crashes);
    return Map.of();
  }

  @Override
  public Object receive(Object message) {
    if (message instanceof ExecutorLossTracker.Since question) {
      return crashes.answer(question);
    }
    throw new IllegalArgumentException("The driver has no answer to " + message);
  }
}

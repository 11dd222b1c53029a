package io.euge.spark;

import java.util.Map;
import org.apache.spark.SparkContext;
import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.PluginContext;
import org.apache.spark.api.plugin.SparkPlugin;

/**
 * {@code spark.plugins=io.euge.spark.EugePlugin}: gives each executor's models a beginning and an
 * end, and shows them among Spark's metrics.
 */
public final class EugePlugin implements SparkPlugin {
  @Override
  public DriverPlugin driverPlugin() {
    return new DriverPlugin() {
      /** Refuses on the driver, in one line, what every executor would have to refuse. */
      @Override
      public Map<String, String> init(SparkContext context, PluginContext plugin) {
        ModelSettings.of(context.conf());
        return Map.of();
      }
    };
  }

  @Override
  public ExecutorPlugin executorPlugin() {
    return new EugeExecutor();
  }
}

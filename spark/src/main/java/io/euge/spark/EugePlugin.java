package io.euge.spark;

import io.euge.spark.executor.EugeExecutor;
import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.SparkPlugin;

/**
 * {@code spark.plugins=io.euge.spark.EugePlugin}: opens and closes each executor's models,
 * registers Spark metrics for them, and counts executors that died.
 */
public final class EugePlugin implements SparkPlugin {
  @Override
  public DriverPlugin driverPlugin() {
    return new EugeDriver();
  }

  @Override
  public ExecutorPlugin executorPlugin() {
    return new EugeExecutor();
  }
}

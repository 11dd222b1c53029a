package io.euge.spark.executor;

import io.euge.EugeException;
import io.euge.file.TemporaryFolder;
import io.euge.spark.crash.ExecutorLossTracker;
import java.util.Map;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.PluginContext;

/** Opens an executor's models when it starts and closes them when it ends. */
public final class EugeExecutor implements ExecutorPlugin {
  /** In the plugin's configuration from the driver: reports are wanted. */
  public static final String REPORTS = "reports";

  /** In the same configuration: pictures of running tasks can be seen. */
  public static final String PICTURES = "pictures";

  private ExecutorModels models;

  /** Null where nobody wants reports. */
  private ExecutorReporter reporter;

  /**
   * Opens the models.
   *
   * @throws EugeException if MPS is required, or the directory for temporary files, and cannot be
   *     used; then Spark ends the executor
   */
  @Override
  public void init(PluginContext context, Map<String, String> extraConf) {
    TemporaryFolder.check(
        context.executorID().equals(ExecutorModels.DRIVER)
            ? TemporaryFolder.LAUNCHER
            : TemporaryFolder.EXECUTORS);
    models =
        ExecutorModels.open(
            context.conf(), context.executorID(), GpuAddresses.of(context.resources()));
    try {
      models.start();
    } catch (EugeException e) {
      // Spark does not shut down a plugin that has not begun.
      models.close();
      throw e;
    }
    if (!context.executorID().equals(ExecutorModels.DRIVER)) {
      ExecutorLossTracker.connect(context);
    }
    ExecutorMetrics.register(models, context.metricRegistry());
    if (extraConf.containsKey(REPORTS)) {
      reporter = ExecutorReporter.start(models, context, extraConf.containsKey(PICTURES));
    }
  }

  /**
   * Lets runs under way end and closes the models; leases that are still open are named in the log
   * with their origin.
   */
  @Override
  public void shutdown() {
    try {
      ExecutorLossTracker.connect(null);
      if (reporter != null) {
        reporter.close();
      }
    } finally {
      models.end();
    }
  }
}

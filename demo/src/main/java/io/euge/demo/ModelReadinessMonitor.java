package io.euge.demo;

import io.euge.inference.sharing.SharingStatistics;
import io.euge.spark.executor.ExecutorModels;

/**
 * Polls this process's model registry for the time at which a number of tasks have acquired the
 * model.
 */
final class ModelReadinessMonitor implements AutoCloseable {
  private static final long INTERVAL_MILLIS = 2;

  private final int tasks;
  private final Thread thread = new Thread(this::watch, "euge-demo-ready");
  private volatile boolean closed;
  private volatile long ready;

  private ModelReadinessMonitor(int tasks) {
    this.tasks = tasks;
  }

  static ModelReadinessMonitor start(int tasks) {
    ModelReadinessMonitor watch = new ModelReadinessMonitor(tasks);
    watch.thread.setDaemon(true);
    watch.thread.start();
    return watch;
  }

  private void watch() {
    try {
      while (!closed && ready == 0) {
        if (isReady(ExecutorModels.ofThisProcess().registry().statistics())) {
          ready = System.currentTimeMillis();
        }
        Thread.sleep(INTERVAL_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Counts all tasks that have acquired the model, by loading or by reuse: the first tasks may end
   * before the last one acquires it, so that the number of concurrent users may never reach the
   * limit.
   */
  private boolean isReady(SharingStatistics models) {
    return models.loads() > 0 && models.loads() + models.hits() >= tasks;
  }

  /** Returns this time in milliseconds of Unix time; null if it was not observed. */
  Long millis() {
    return ready == 0 ? null : Long.valueOf(ready);
  }

  @Override
  public void close() throws InterruptedException {
    closed = true;
    thread.join();
  }
}

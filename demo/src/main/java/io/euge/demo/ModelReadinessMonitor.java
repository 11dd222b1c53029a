package io.euge.demo;

import io.euge.inference.sharing.SharingStatistics;
import io.euge.spark.executor.ExecutorModels;

/**
 * Looks at this process's registry of models, from the start of a job on, for the moment when so
 * many tasks have got the model.
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
   * Counts all that ever got the model, whether loaded for them or found: a task may be done before
   * the last of the first ones has it, so that never so many have it at once.
   */
  private boolean isReady(SharingStatistics models) {
    return models.loads() > 0 && models.loads() + models.hits() >= tasks;
  }

  /** The moment in milliseconds of the system's clock; null if it has not been seen. */
  Long millis() {
    return ready == 0 ? null : Long.valueOf(ready);
  }

  @Override
  public void close() throws InterruptedException {
    closed = true;
    thread.join();
  }
}

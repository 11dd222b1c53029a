package io.euge.bench.demo;

import io.euge.inference.SharingMode;
import io.euge.inference.SharingStatistics;
import io.euge.spark.ExecutorModels;

/**
 * Looks at this process's registry of models, from the start of a job on, for the moment when so
 * many tasks have the model.
 */
final class ReadyWatch implements AutoCloseable {
  private static final long INTERVAL_MILLIS = 2;

  private final int tasks;
  private final SharingMode sharing;
  private final Thread thread = new Thread(this::watch, "euge-demo-ready");
  private volatile boolean closed;
  private volatile long ready;

  private ReadyWatch(int tasks, SharingMode sharing) {
    this.tasks = tasks;
    this.sharing = sharing;
  }

  static ReadyWatch start(int tasks, SharingMode sharing) {
    ReadyWatch watch = new ReadyWatch(tasks, sharing);
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

  /** A task with a private copy may be done before the last of the first ones has its own. */
  private boolean isReady(SharingStatistics models) {
    return sharing == SharingMode.TASK ? models.loads() >= tasks : models.leases() >= tasks;
  }

  /** The moment in milliseconds of the system's clock; now, if it has not been seen. */
  long millis() {
    return ready == 0 ? System.currentTimeMillis() : ready;
  }

  @Override
  public void close() throws InterruptedException {
    closed = true;
    thread.join();
  }
}

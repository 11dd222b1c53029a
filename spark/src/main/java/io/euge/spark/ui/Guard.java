package io.euge.spark.ui;

import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs what uses Spark's internals: if that fails, only the tab Euge lacks something. */
final class Guard {
  private static final Logger LOG = LoggerFactory.getLogger(Guard.class);
  private static final AtomicBoolean LOGGED = new AtomicBoolean();

  private Guard() {}

  /**
   * Runs an action. The first failure of the process is logged, and none is thrown.
   *
   * @return whether it did not fail
   */
  static boolean run(Runnable action) {
    try {
      action.run();
      return true;
    } catch (RuntimeException | LinkageError e) {
      if (LOGGED.compareAndSet(false, true)) {
        LOG.warn("The tab Euge of Spark's UI is not complete", e);
      }
      return false;
    }
  }
}

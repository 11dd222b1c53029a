package io.euge.spark.ui;

import io.euge.spark.activity.ProcessReport;
import org.apache.spark.util.kvstore.KVIndex;

/**
 * An executor as the tab shows it, in Spark's store.
 *
 * @param millis when it last reported
 * @param frames the frames it has read
 * @param removed whether it has ended
 */
public record ExecutorEntry(
    String executor,
    String host,
    long millis,
    long frames,
    boolean removed,
    ProcessReport process) {
  ExecutorEntry asRemoved() {
    return new ExecutorEntry(executor, host, millis, frames, true, process);
  }

  /** The key in the store. */
  @Override
  @KVIndex
  public String executor() {
    return executor;
  }
}

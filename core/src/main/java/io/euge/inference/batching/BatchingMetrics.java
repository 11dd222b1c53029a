package io.euge.inference.batching;

import io.euge.inference.batching.BatchRequest.Part;
import java.util.List;

/**
 * Measures the size of batches and the time that frames wait for theirs. One object serves all
 * sessions of a process. Safe for use by many threads. Recorded once per batch.
 */
public final class BatchingMetrics {
  private long batches;
  private long frames;
  private int largestBatch;
  private long queueNanos;
  private long longestQueueNanos;
  private long busyNanos;

  /**
   * Counts a batch whose run starts.
   *
   * @param now by the clock of the requests
   */
  synchronized void started(List<Part> parts, long now) {
    int size = 0;
    for (Part part : parts) {
      long waited = now - part.request().arrived;
      size += part.count();
      queueNanos += waited * part.count();
      longestQueueNanos = Math.max(longestQueueNanos, waited);
    }
    batches++;
    frames += size;
    largestBatch = Math.max(largestBatch, size);
  }

  /** Counts a batch whose run has ended. */
  synchronized void ended(long nanos) {
    busyNanos += nanos;
  }

  /** Returns the sums so far. */
  public synchronized BatchingStatistics statistics() {
    return new BatchingStatistics(
        batches, frames, largestBatch, queueNanos / 1e9, longestQueueNanos / 1e9, busyNanos / 1e9);
  }
}

package io.euge.detection.pipeline;

import io.euge.EugeException;
import io.euge.TaskPart;
import io.euge.TimeAccount;
import io.euge.video.FrameSource;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Decodes ahead in a thread of its own, so that decoding and inference overlap inside one task. The
 * number of batches bounds how far ahead it gets: the thread waits for one to come back.
 */
final class Prefetch implements BatchSource {
  private final BlockingQueue<FrameBatch> free;
  private final BlockingQueue<FrameBatch> ready;
  private final TimeAccount account;
  private final Thread decoder;
  private FrameBatch lent;
  private boolean more = true;

  /** Written by the decoding thread; read by the other one when that has ended. */
  private volatile long aheadNanos;

  /**
   * @param account of the thread that takes the batches
   */
  Prefetch(List<FrameBatch> batches, FrameSource frames, TimeAccount account) {
    this.account = account;
    free = new ArrayBlockingQueue<>(batches.size(), false, batches);
    ready = new ArrayBlockingQueue<>(batches.size());
    decoder = new Thread(() -> decode(frames), "euge-decode");
    decoder.setDaemon(true);
    decoder.start();
  }

  private void decode(FrameSource frames) {
    TimeAccount own = new TimeAccount();
    long[] before = new long[TaskPart.values().length];
    try {
      FrameBatch batch;
      do {
        batch = free.take();
        own.settle();
        own.copyTo(before);
        batch.fill(frames, own);
        own.since(before, batch.fillNanos());
        aheadNanos = own.total() - own.nanos(TaskPart.OTHER);
        ready.put(batch);
      } while (!batch.last());
    } catch (InterruptedException e) {
      // The source was closed: nobody waits for what was decoded.
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public FrameBatch next() {
    if (lent != null) {
      free.add(lent);
      lent = null;
    }
    if (!more) {
      return null;
    }
    account.enter(TaskPart.DECODING);
    try {
      lent = ready.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EugeException("Interrupted while waiting for decoded frames", e);
    }
    // What the other thread did meanwhile is why this one waited.
    account.divide(TaskPart.DECODING, account.enter(TaskPart.OTHER), lent.fillNanos());
    more = !lent.last();
    return lent;
  }

  @Override
  public void close() {
    decoder.interrupt();
    boolean interrupted = false;
    while (decoder.isAlive()) {
      try {
        decoder.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    account.addAhead(aheadNanos);
    aheadNanos = 0;
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}

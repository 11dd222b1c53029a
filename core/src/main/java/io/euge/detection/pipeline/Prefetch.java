package io.euge.detection.pipeline;

import io.euge.EugeException;
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
  private final Thread decoder;
  private FrameBatch lent;
  private boolean more = true;

  Prefetch(List<FrameBatch> batches, FrameSource frames) {
    free = new ArrayBlockingQueue<>(batches.size(), false, batches);
    ready = new ArrayBlockingQueue<>(batches.size());
    decoder = new Thread(() -> decode(frames), "euge-decode");
    decoder.setDaemon(true);
    decoder.start();
  }

  private void decode(FrameSource frames) {
    try {
      FrameBatch batch;
      do {
        batch = free.take();
        batch.fill(frames);
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
    try {
      lent = ready.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EugeException("Interrupted while waiting for decoded frames", e);
    }
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
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}

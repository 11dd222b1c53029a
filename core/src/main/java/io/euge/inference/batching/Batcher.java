package io.euge.inference.batching;

import io.euge.inference.Batching;
import io.euge.inference.InferenceException;
import io.euge.inference.InferenceInterruptedException;
import io.euge.inference.Uninterruptibly;
import io.euge.inference.batching.BatchRequest.Part;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * One thread that runs the frames of different callers together on one session of one device. The
 * caller waits while its frames run, so each has one request here at most.
 */
final class Batcher implements AutoCloseable {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final LongSupplier clock;
  private final BatchingMetrics metrics;
  private final BatchRunner runner;
  private final BatchQueue queue;
  private final Thread worker;
  private int callers;
  private boolean closed;

  /**
   * @param runner owned by the batcher
   */
  Batcher(
      String name,
      BatchRunner runner,
      Batching batching,
      LongSupplier clock,
      BatchingMetrics metrics) {
    this.runner = runner;
    this.metrics = metrics;
    this.clock = clock;
    this.queue = new BatchQueue(batching);
    this.worker = new Thread(this::work, "euge-batch-" + name);
    worker.setDaemon(true);
    worker.start();
  }

  /** Adds a caller that may submit requests from now on. */
  void join() {
    count(1);
  }

  /** Removes a caller. Its last request must be settled. */
  void leave() {
    count(-1);
  }

  private void count(int more) {
    lock.lock();
    try {
      callers += more;
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Runs frames and waits for them.
   *
   * @return the request, settled unless interrupted
   * @throws InferenceInterruptedException if interrupted; see {@link #abandon}
   * @throws InferenceException if the batcher is closed
   */
  BatchRequest run(BatchedWorkspace workspace, int frames) {
    lock.lock();
    try {
      if (closed) {
        throw closedException();
      }
      BatchRequest request =
          new BatchRequest(workspace, frames, clock.getAsLong(), lock.newCondition());
      queue.add(request);
      workspace.submitted(request);
      changed.signal();
      while (!request.settled()) {
        try {
          request.finished.await();
        } catch (InterruptedException e) {
          abandon(request);
          throw new InferenceInterruptedException("a batch of frames");
        }
      }
      return request;
    } finally {
      lock.unlock();
    }
  }

  /** Lets the caller return at once; it owns its buffers again when the request is settled. */
  private void abandon(BatchRequest request) {
    queue.remove(request);
    request.abandon();
    changed.signal();
  }

  /** Waits until no frame of the request is under way; for as long as one batch runs at most. */
  void awaitSettled(BatchRequest request) {
    lock.lock();
    try {
      while (!request.settled()) {
        request.finished.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }

  private void work() {
    try {
      List<Part> parts = next();
      while (!parts.isEmpty()) {
        long start = clock.getAsLong();
        metrics.started(parts, start);
        Map<Part, Map<Integer, Throwable>> failures = runner.run(parts);
        long end = clock.getAsLong();
        metrics.ended(end - start);
        finish(parts, failures, end - start, end);
        parts = next();
      }
    } finally {
      lock.lock();
      try {
        closed = true;
        queue.drain().forEach(request -> request.failRest(closedException()));
      } finally {
        lock.unlock();
      }
    }
  }

  /** Waits for the next batch to be due and returns it; empty when the batcher closes. */
  private List<Part> next() {
    lock.lock();
    try {
      while (!closed) {
        long delay = queue.isEmpty() ? Long.MAX_VALUE : queue.delay(clock.getAsLong(), callers);
        if (delay <= 0) {
          return queue.take();
        }
        await(delay);
      }
      return List.of();
    } finally {
      lock.unlock();
    }
  }

  @SuppressWarnings("WaitNotInLoop") // The caller looks again.
  private void await(long nanos) {
    try {
      long left = changed.awaitNanos(nanos);
      assert left <= nanos;
    } catch (InterruptedException e) {
      // Nobody but close() may end this thread, and that does not interrupt.
      assert !closed;
    }
  }

  private void finish(
      List<Part> parts, Map<Part, Map<Integer, Throwable>> failures, long nanos, long now) {
    int size = parts.stream().mapToInt(Part::count).sum();
    lock.lock();
    try {
      for (Part part : parts) {
        part.request().done(part, failures.getOrDefault(part, Map.of()), nanos, size, now);
      }
    } finally {
      lock.unlock();
    }
  }

  private static InferenceException closedException() {
    return new InferenceException("The model was closed while frames waited for it");
  }

  /** Finishes the batch under way, fails all who wait, and ends the thread. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signal();
    } finally {
      lock.unlock();
    }
    Uninterruptibly.join(worker);
    runner.close();
  }
}

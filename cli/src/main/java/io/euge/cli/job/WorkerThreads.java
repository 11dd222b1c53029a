package io.euge.cli.job;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A pool of threads that work concurrently, like the task slots of an executor. */
public final class WorkerThreads implements AutoCloseable {
  private final ExecutorService threads;

  public WorkerThreads(int size) {
    threads = Executors.newFixedThreadPool(size);
  }

  /**
   * Runs all work, with as many items at a time as there are threads, and returns the sum of the
   * results.
   */
  public long sum(List<? extends Callable<Long>> work) throws Exception {
    long sum = 0;
    for (Future<Long> done : threads.invokeAll(work)) {
      try {
        sum += done.get();
      } catch (ExecutionException e) {
        if (e.getCause() instanceof Exception failure) {
          throw failure;
        }
        throw e;
      }
    }
    return sum;
  }

  /** Returns the frames per second of work whose results are numbers of frames. */
  public double rate(List<? extends Callable<Long>> work) throws Exception {
    long start = System.nanoTime();
    long frames = sum(work);
    return frames * 1e9 / (System.nanoTime() - start);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}

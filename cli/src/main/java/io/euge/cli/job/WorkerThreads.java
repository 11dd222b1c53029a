package io.euge.cli.job;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Threads that work at the same time, as the task slots of an executor do. */
public final class WorkerThreads implements AutoCloseable {
  private final ExecutorService threads;

  public WorkerThreads(int size) {
    threads = Executors.newFixedThreadPool(size);
  }

  /** Does all the work, as much of it at once as there are threads, and adds up what it gives. */
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

  /** Frames a second, for work that gives the number of its frames. */
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

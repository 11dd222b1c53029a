package io.euge.bench.models;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/**
 * Measures CPU time of the current thread instead of elapsed time; other programs hardly influence
 * it.
 */
final class ThreadTime {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private ThreadTime() {}

  /** The repeated work. */
  interface Work {
    void run() throws Exception;
  }

  /** Returns the mean of {@code runs} runs in nanoseconds. */
  static double nanos(int runs, Work work) throws Exception {
    long start = THREADS.getCurrentThreadCpuTime();
    for (int i = 0; i < runs; i++) {
      work.run();
    }
    return (double) (THREADS.getCurrentThreadCpuTime() - start) / runs;
  }
}

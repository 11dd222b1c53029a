package io.euge.bench.models;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/**
 * Time of the processor for work in the thread that asks, not time of the clock: other programs
 * that want the processor change it little.
 */
final class ThreadTime {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private ThreadTime() {}

  /** Work that is done again and again. */
  interface Work {
    void run() throws Exception;
  }

  /** Returns nanoseconds of one of so many runs. */
  static double nanos(int runs, Work work) throws Exception {
    long start = THREADS.getCurrentThreadCpuTime();
    for (int i = 0; i < runs; i++) {
      work.run();
    }
    return (double) (THREADS.getCurrentThreadCpuTime() - start) / runs;
  }
}

package io.euge.inference.sharing;

import java.time.Duration;

/** A clock and its timers, so that tests can set the time. */
interface Scheduler extends AutoCloseable {
  /** Returns the time of a monotonic clock, in nanoseconds. */
  long nanoTime();

  /** Runs a short task once, about {@code delay} from now, on a thread of its own. */
  void schedule(Duration delay, Runnable task);

  /** Drops the tasks that wait, and waits for the one that runs. */
  @Override
  void close();
}

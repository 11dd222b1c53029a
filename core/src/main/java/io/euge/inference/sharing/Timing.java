package io.euge.inference.sharing;

import java.time.Duration;

/** Time as the registry sees it, so that tests can move it by hand. */
interface Timing extends AutoCloseable {
  /** A clock that only ever goes forward, in nanoseconds. */
  long nanos();

  /** Runs a short task once, about {@code delay} from now, on a thread of its own. */
  void after(Duration delay, Runnable task);

  /** Drops the tasks still waiting, and waits for the one that runs. */
  @Override
  void close();
}

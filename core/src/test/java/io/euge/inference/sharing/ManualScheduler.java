package io.euge.inference.sharing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A clock that a test moves by hand. */
final class ManualScheduler implements Scheduler {
  private record Due(long nanos, Runnable task) {}

  private final List<Due> waiting = new ArrayList<>();
  private long now;

  @Override
  public synchronized long nanoTime() {
    return now;
  }

  @Override
  public synchronized void schedule(Duration delay, Runnable task) {
    waiting.add(new Due(now + delay.toNanos(), task));
  }

  /** Moves the clock, then runs what is due on the calling thread. */
  void advance(Duration time) {
    List<Due> due;
    synchronized (this) {
      now += time.toNanos();
      due = waiting.stream().filter(one -> one.nanos <= now).toList();
      waiting.removeAll(due);
    }
    due.forEach(one -> one.task.run());
  }

  @Override
  public synchronized void close() {
    waiting.clear();
  }
}

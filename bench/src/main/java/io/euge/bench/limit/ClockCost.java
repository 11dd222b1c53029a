package io.euge.bench.limit;

import io.euge.TaskPart;
import io.euge.TimeAccount;

/**
 * What the accounting of a task's time costs: the readings of the clock, times what one costs.
 *
 * @param readings of the clock in a task
 * @param nanosEach measured cost of one, with the accounting around it
 * @param taskNanos the task's time
 */
record ClockCost(long readings, double nanosEach, long taskNanos) {
  private static final int CALLS = 2_000_000;

  /** Measures what a reading costs here, and takes the readings of a task. */
  static ClockCost of(TimeAccount task) {
    measure();
    return new ClockCost(task.readings(), measure(), task.total());
  }

  private static double measure() {
    TimeAccount account = new TimeAccount();
    for (int i = 0; i < CALLS; i++) {
      account.enter((i & 1) == 0 ? TaskPart.DECODING : TaskPart.INFERENCE);
    }
    return account.total() / (double) CALLS;
  }

  /** Returns the cost as a share of the task's time. */
  double share() {
    return readings * nanosEach / taskNanos;
  }
}

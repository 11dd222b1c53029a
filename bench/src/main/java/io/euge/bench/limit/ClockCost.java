package io.euge.bench.limit;

import io.euge.TaskPart;
import io.euge.TimeAccount;

/**
 * The cost of measuring a task's time: the number of clock readings times the cost of one.
 *
 * @param readings of the clock per task
 * @param nanosEach measured cost of one reading, including its accounting
 * @param taskNanos duration of the task
 */
record ClockCost(long readings, double nanosEach, long taskNanos) {
  private static final int CALLS = 2_000_000;

  /** Measures the cost of a clock reading and multiplies it by the readings of a task. */
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

  /** Returns the cost as a fraction of the task's time. */
  double share() {
    return readings * nanosEach / taskNanos;
  }
}

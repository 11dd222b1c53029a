package io.euge.inference;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waits for a condition that other threads bring about, with a deadline. */
public final class ConditionWait {
  private ConditionWait() {}

  /**
   * Waits until a condition holds.
   *
   * @param monitor held by the caller, and notified by threads that may change the condition
   * @param deadline by {@link System#nanoTime}
   * @param what describes the condition in messages
   * @return whether the condition holds
   * @throws InferenceInterruptedException if interrupted while waiting
   */
  public static boolean until(Object monitor, long deadline, BooleanSupplier done, String what) {
    while (!done.getAsBoolean()) {
      long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      if (left <= 0) {
        return false;
      }
      try {
        monitor.wait(left);
      } catch (InterruptedException e) {
        throw new InferenceInterruptedException(what);
      }
    }
    return true;
  }
}

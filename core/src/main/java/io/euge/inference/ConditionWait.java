package io.euge.inference;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** ConditionWait for what other threads do, up to a moment. */
public final class ConditionWait {
  private ConditionWait() {}

  /**
   * Waits until something is done.
   *
   * @param monitor held by the caller, and notified by whoever brings it nearer
   * @param deadline by {@link System#nanoTime}
   * @param what is waited for, in words
   * @return whether it is done
   * @throws InferenceInterruptedException if interrupted before
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

package io.euge.inference.sharing;

import io.euge.inference.ConditionWait;
import io.euge.inference.InferenceException;
import io.euge.inference.InferenceInterruptedException;
import java.time.Duration;

/** Counts the runs under way. Once it is closed, no other starts. */
final class RunGate {
  private int running;
  private boolean closed;

  /**
   * Counts a run that starts; {@link #leave} must follow.
   *
   * @throws InferenceException if the gate is closed
   */
  synchronized void enter() {
    if (closed) {
      throw new InferenceException(
          "This process is ending and starts no more runs: Spark runs the task in another process");
    }
    running++;
  }

  synchronized void leave() {
    running--;
    if (running == 0) {
      notifyAll();
    }
  }

  /**
   * Closes the gate and waits for the runs under way.
   *
   * @return whether all have ended
   * @throws InferenceInterruptedException if interrupted; the gate stays closed
   */
  synchronized boolean drain(Duration limit) {
    closed = true;
    long until = System.nanoTime() + limit.toNanos();
    return ConditionWait.until(this, until, () -> running == 0, "runs under way");
  }
}

package io.euge.inference;

/** ConditionWait that an interrupt does not cut short; the interrupt is kept for afterwards. */
public final class Uninterruptibly {
  private Uninterruptibly() {}

  public static void join(Thread thread) {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}

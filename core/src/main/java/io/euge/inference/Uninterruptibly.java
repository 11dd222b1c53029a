package io.euge.inference;

/** Waits without being interrupted; an interrupt is restored afterwards. */
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

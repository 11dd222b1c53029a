package io.euge.inference;

/**
 * Thrown when a thread is interrupted while it waits for a model or a result. The thread's
 * interrupt flag is set again.
 */
public final class InferenceInterruptedException extends InferenceException {
  public InferenceInterruptedException(String awaited) {
    super("Interrupted while waiting for " + awaited);
    Thread.currentThread().interrupt();
  }
}

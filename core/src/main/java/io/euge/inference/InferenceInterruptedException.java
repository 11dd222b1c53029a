package io.euge.inference;

/**
 * The thread was interrupted while it waited for a model or for a result. Its interrupt flag is set
 * again when this is thrown.
 */
public final class InferenceInterruptedException extends InferenceException {
  public InferenceInterruptedException(String awaited) {
    super("Interrupted while waiting for " + awaited);
    Thread.currentThread().interrupt();
  }
}

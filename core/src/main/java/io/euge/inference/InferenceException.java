package io.euge.inference;

import io.euge.EugeException;

/** Thrown when a model cannot be loaded, shared or run. */
public class InferenceException extends EugeException {
  public InferenceException(String message) {
    super(message);
  }

  public InferenceException(String message, Throwable cause) {
    super(message, cause);
  }
}

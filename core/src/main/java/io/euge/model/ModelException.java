package io.euge.model;

import io.euge.EugeException;

/**
 * Thrown when a model cannot be used: it is missing, corrupt, of the wrong kind, or described
 * incorrectly.
 */
public class ModelException extends EugeException {
  private static final long serialVersionUID = 1L;

  public ModelException(String message) {
    super(message);
  }

  public ModelException(String message, Throwable cause) {
    super(message, cause);
  }
}

package io.euge.model;

import io.euge.EugeException;

/**
 * A model that cannot be used as it is: missing, corrupt, of the wrong kind, or badly described.
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

package io.euge.device.mps;

import io.euge.EugeException;

/** Thrown when the Multi-Process Service cannot do what was requested. */
public final class MpsException extends EugeException {
  private static final long serialVersionUID = 1L;

  MpsException(String message) {
    super(message);
  }

  MpsException(String message, Throwable cause) {
    super(message, cause);
  }
}

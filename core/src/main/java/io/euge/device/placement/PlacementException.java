package io.euge.device.placement;

import io.euge.EugeException;

/** Thrown when a model fits on none of the devices. */
public final class PlacementException extends EugeException {
  private static final long serialVersionUID = 1L;

  PlacementException(String message) {
    super(message);
  }
}

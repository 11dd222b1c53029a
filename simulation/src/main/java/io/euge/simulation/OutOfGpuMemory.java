package io.euge.simulation;

import io.euge.inference.InferenceException;

/**
 * Thrown when a simulated GPU does not have enough free memory; the message shows the calculation.
 */
public final class OutOfGpuMemory extends InferenceException {
  OutOfGpuMemory(String message) {
    super(message);
  }

  OutOfGpuMemory(String message, OutOfGpuMemory cause) {
    super(message, cause);
  }
}

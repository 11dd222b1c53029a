package io.euge.simulation;

import io.euge.inference.InferenceException;

/** Thrown when a simulated GPU has not enough memory; the message has the calculation. */
public final class OutOfGpuMemory extends InferenceException {
  OutOfGpuMemory(String message) {
    super(message);
  }

  OutOfGpuMemory(String message, OutOfGpuMemory cause) {
    super(message, cause);
  }
}

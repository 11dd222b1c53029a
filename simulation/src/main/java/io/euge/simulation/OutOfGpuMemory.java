package io.euge.simulation;

import io.euge.inference.InferenceException;

/** A simulated GPU has no room for what was asked; the message has the sum. */
public final class OutOfGpuMemory extends InferenceException {
  OutOfGpuMemory(String message) {
    super(message);
  }

  OutOfGpuMemory(String message, OutOfGpuMemory cause) {
    super(message, cause);
  }
}

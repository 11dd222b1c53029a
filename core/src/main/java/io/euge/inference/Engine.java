package io.euge.inference;

import io.euge.device.Device;
import io.euge.model.Model;

/** Loads models. Safe for use by several threads. */
public interface Engine {
  /**
   * Loads a private copy of a model; {@code SharedModels} shares copies.
   *
   * @return the session, which the caller closes
   * @throws InferenceException if the graph cannot be read or differs from the model's description,
   *     or if the device does not exist; no other device is used instead
   */
  Session load(Model model, Device device, EngineOptions options);

  /**
   * Loads a model on the CPU.
   *
   * @throws InferenceException as {@link #load}
   */
  default Session loadOnProcessor(Model model, EngineOptions options) {
    return load(model, Device.CPU, options);
  }
}

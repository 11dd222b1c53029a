package io.euge.inference;

import io.euge.device.Device;
import io.euge.model.Model;

/** What turns a model into a running session. Safe for use by many threads. */
public interface Engine {
  /**
   * Loads a private copy of a model. Sharing it is {@code SharedModels}' work.
   *
   * @return a session the caller closes
   * @throws InferenceException if the graph cannot be read or is not what the model says, or if the
   *     device is not there: another one is never taken in its place
   */
  Session load(Model model, Device device, EngineOptions options);

  /**
   * Loads a model on the processor.
   *
   * @throws InferenceException as {@link #load}
   */
  default Session loadOnProcessor(Model model, EngineOptions options) {
    return load(model, Device.CPU, options);
  }
}

package io.euge.inference;

import io.euge.device.Device;
import io.euge.model.Model;
import java.util.Map;

/** Delegates to the CPU engine that the options of a session choose. */
public final class ProcessorEngines implements Engine {
  private final Map<EngineType, Engine> engines;

  /**
   * @param engines the engines of this process
   */
  public ProcessorEngines(Map<EngineType, Engine> engines) {
    this.engines = Map.copyOf(engines);
  }

  @Override
  public Session load(Model model, Device device, EngineOptions options) {
    Engine engine = engines.get(options.engine());
    if (engine == null) {
      throw new InferenceException(
          "Cannot load model %s on %s: this process has no engine %s"
              .formatted(model.name(), device, options.engine().option()));
    }
    return engine.load(model, device, options);
  }
}

package io.euge.inference;

import io.euge.device.Device;
import io.euge.model.Model;
import java.util.Map;

/** Delegates to the engine of the kind of a device. */
public final class DeviceEngines implements Engine {
  private final Map<Device.Kind, Engine> engines;

  /**
   * @param engines the engines of the kinds that this process can run
   */
  public DeviceEngines(Map<Device.Kind, Engine> engines) {
    this.engines = Map.copyOf(engines);
  }

  @Override
  public Session load(Model model, Device device, EngineOptions options) {
    Engine engine = engines.get(device.kind());
    if (engine == null) {
      throw new InferenceException(
          "Cannot load model %s on %s: this process has no engine for such a device"
              .formatted(model.name(), device));
    }
    return engine.load(model, device, options);
  }
}

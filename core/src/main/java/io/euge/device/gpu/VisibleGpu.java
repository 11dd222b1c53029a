package io.euge.device.gpu;

import io.euge.device.Device;
import java.util.Optional;

/**
 * A GPU that this process may use.
 *
 * @param device how engines know it
 * @param gpu what the driver told of it; empty where the host's GPUs cannot be seen
 */
public record VisibleGpu(Device device, Optional<Gpu> gpu) {
  /** For people: the device, and the UUID where it is known. */
  @Override
  public String toString() {
    return device + gpu.map(one -> " (" + one.uuid() + ")").orElse("");
  }
}

package io.euge.device.gpu;

import io.euge.device.Device;
import java.util.Optional;

/**
 * A GPU that this process may use.
 *
 * @param device how engines address it
 * @param gpu what the driver reported; empty where the host's GPUs are unavailable
 */
public record VisibleGpu(Device device, Optional<Gpu> gpu) {
  /** Returns the device, and the UUID where it is known. */
  @Override
  public String toString() {
    return device + gpu.map(one -> " (" + one.uuid() + ")").orElse("");
  }
}

package io.euge.inference;

import com.sun.management.OperatingSystemMXBean;
import io.euge.ByteSize;
import io.euge.device.Device;
import io.euge.model.Model;
import java.lang.management.ManagementFactory;

/** Determines the total memory of this machine, or of the container of this process. */
public final class MachineMemory {
  private MachineMemory() {}

  /** Returns the total memory in bytes. */
  public static long total() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
  }

  /**
   * Refuses a model that cannot fit, before it is loaded. Otherwise the operating system would kill
   * the process during the load.
   *
   * @param total the memory in bytes
   * @throws InferenceException if the estimate is larger
   */
  public static void check(Model model, Device device, long total) {
    long need = MemoryEstimate.of(model);
    if (need > total) {
      throw new InferenceException(
          ("Cannot load model %s on %s: its %s take about %s of memory, and this machine or"
                  + " container has %s; use a larger one or a smaller model, and set"
                  + " spark.euge.model.memory to what models may take")
              .formatted(
                  model.name(),
                  device,
                  ByteSize.mib(model.bytes()),
                  ByteSize.wholeMib(need),
                  ByteSize.wholeMib(total)));
    }
  }
}

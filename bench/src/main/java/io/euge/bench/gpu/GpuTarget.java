package io.euge.bench.gpu;

import io.euge.EugeException;
import io.euge.OptionException;
import io.euge.device.Device;
import io.euge.device.gpu.Gpu;
import io.euge.device.gpu.GpuInventory;
import io.euge.device.mps.MpsDaemon;
import io.euge.device.mps.MpsDirectory;
import io.euge.device.mps.MpsLimits;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The device of the experiment.
 *
 * @param gpu the physical GPU; empty for other devices
 * @param type of a simulated GPU; empty for other devices
 */
record GpuTarget(Device device, Optional<Gpu> gpu, Optional<String> type) {
  /**
   * Finds the device.
   *
   * @throws EugeException if the GPU does not exist, or the experiment does not support the device
   */
  static GpuTarget of(String text, String simulation) {
    Device device = Device.parse(text.matches("(?i)cuda|sim") ? text + ":0" : text);
    return switch (device.kind()) {
      case CPU -> new GpuTarget(device, Optional.empty(), Optional.empty());
      case SIM -> new GpuTarget(device, Optional.empty(), Optional.of(simulation));
      case CUDA -> {
        List<Gpu> gpus = new GpuInventory().query().gpus();
        if (device.ordinal() >= gpus.size()) {
          throw new OptionException(
              "--device is %s, and this host has %d GPUs: name one from cuda:0 to cuda:%d"
                  .formatted(device, gpus.size(), gpus.size() - 1));
        }
        // This GPU is the only one visible to the processes.
        yield new GpuTarget(
            Device.parse("cuda:0"), Optional.of(gpus.get(device.ordinal())), Optional.empty());
      }
    };
  }

  GpuRequest.Simulation simulation(Path folder) {
    return type.map(name -> new GpuRequest.Simulation(name, folder.resolve("sim").toString()))
        .orElse(null);
  }

  /** Returns the MPS daemon of the GPU, started if necessary. */
  MpsDaemon daemon() {
    MpsDaemon daemon =
        MpsDaemon.ofGpu(gpu.orElseThrow(), MpsDirectory.standardFolder(System.getenv()));
    daemon.start(MpsLimits.NONE);
    return daemon;
  }
}

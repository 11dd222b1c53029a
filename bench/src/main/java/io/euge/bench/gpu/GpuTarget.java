package io.euge.bench.gpu;

import io.euge.EugeException;
import io.euge.OptionException;
import io.euge.bench.report.Processor;
import io.euge.device.Device;
import io.euge.device.gpu.Gpu;
import io.euge.device.gpu.GpuInventory;
import io.euge.device.mps.MpsDaemon;
import io.euge.device.mps.MpsDirectory;
import io.euge.device.mps.MpsLimits;
import io.euge.inference.GpuSimulation;
import io.euge.process.Program;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The device of the experiment.
 *
 * @param gpu the physical GPU; empty for other devices
 * @param type of a simulated GPU; empty for other devices
 * @param description the name of the device, with its driver or that it is simulated
 */
record GpuTarget(Device device, Optional<Gpu> gpu, Optional<String> type, String description) {
  private static final Program SMI = Program.named("nvidia-smi");

  /**
   * Finds the device.
   *
   * @throws EugeException if the GPU does not exist, or the experiment does not support the device
   */
  static GpuTarget of(String text, String simulation) throws IOException {
    Device device = Device.parse(text.matches("(?i)cuda|sim") ? text + ":0" : text);
    return switch (device.kind()) {
      case CPU -> new GpuTarget(device, Optional.empty(), Optional.empty(), Processor.name());
      case SIM ->
          new GpuTarget(
              device,
              Optional.empty(),
              Optional.of(simulation),
              "a simulated GPU, " + GpuSimulation.load().type(simulation).name());
      case CUDA -> {
        List<Gpu> gpus = new GpuInventory().query().gpus();
        if (device.ordinal() >= gpus.size()) {
          throw new OptionException(
              "--device is %s, and this host has %d GPUs: name one from cuda:0 to cuda:%d"
                  .formatted(device, gpus.size(), gpus.size() - 1));
        }
        // This GPU is the only one visible to the processes.
        Gpu gpu = gpus.get(device.ordinal());
        yield new GpuTarget(
            Device.parse("cuda:0"),
            Optional.of(gpu),
            Optional.empty(),
            "%s, driver %s".formatted(gpu.name(), GpuMemory.driver(SMI, gpu.uuid())));
      }
    };
  }

  GpuRequest.Simulation simulation(Path folder) {
    return type.map(name -> new GpuRequest.Simulation(name, folder.resolve("sim").toString()))
        .orElse(null);
  }

  /** Returns whether processes can share the device by MPS; simulated GPUs take part in it. */
  boolean hasMps() {
    return device.kind() != Device.Kind.CPU;
  }

  /**
   * Returns the MPS daemon of the GPU, started if necessary.
   *
   * @param scratch for that of a simulated GPU
   */
  MpsDaemon daemon(Path scratch) {
    MpsDaemon daemon =
        gpu.map(real -> MpsDaemon.ofGpu(real, MpsDirectory.standardFolder(System.getenv())))
            .orElseGet(() -> MpsDaemon.of(MpsDirectory.ofGpu(scratch, "simulated"), List.of(), 1));
    daemon.start(MpsLimits.NONE);
    return daemon;
  }
}

package io.euge.bench.gpu;

import io.euge.EugeException;
import io.euge.OptionException;
import io.euge.Quantity;
import io.euge.bench.gpu.ParameterFit.ModelSize;
import io.euge.bench.report.Processor;
import io.euge.device.Device;
import io.euge.device.gpu.ComputeMode;
import io.euge.device.gpu.Gpu;
import io.euge.device.gpu.GpuInventory;
import io.euge.device.mps.MpsDaemon;
import io.euge.device.mps.MpsDirectory;
import io.euge.device.mps.MpsLimits;
import io.euge.inference.GpuSimulation;
import io.euge.inference.SimulatedGpuType;
import io.euge.inference.onnxruntime.tensorrt.TensorRt;
import io.euge.process.Program;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * The device of the experiment.
 *
 * @param gpu the physical GPU; empty for other devices
 * @param type of a simulated GPU; empty for other devices
 * @param description the name of the device, with its driver or that it is simulated
 */
public record GpuTarget(
    Device device, Optional<Gpu> gpu, Optional<String> type, String description) {
  /**
   * Finds the device.
   *
   * @throws EugeException if the GPU does not exist, or the experiment does not support the device
   */
  public static GpuTarget of(String text, String simulation) throws IOException {
    Device device = parse(text);
    return switch (device.kind()) {
      case CPU -> new GpuTarget(device, Optional.empty(), Optional.empty(), Processor.name());
      case SIM ->
          new GpuTarget(
              device,
              Optional.empty(),
              Optional.of(simulation),
              describe(GpuSimulation.load().type(simulation)));
      case CUDA -> {
        List<Gpu> gpus = new GpuInventory().query().gpus();
        if (device.ordinal() >= gpus.size()) {
          throw new OptionException(
              "--device is %s, and this host has %s: give cuda:0%s"
                  .formatted(
                      device,
                      Quantity.of(gpus.size(), "GPU"),
                      gpus.size() == 1 ? "" : " to cuda:" + (gpus.size() - 1)));
        }
        // This GPU is the only one visible to the processes.
        Gpu gpu = gpus.get(device.ordinal());
        gpu.computeMode()
            .filter(mode -> mode != ComputeMode.DEFAULT)
            .ifPresent(mode -> refuse(gpu, mode));
        yield new GpuTarget(
            Device.parse("cuda:0"),
            Optional.of(gpu),
            Optional.empty(),
            "%s, driver %s"
                .formatted(gpu.name(), GpuMemory.driver(smi(), gpu.uuid()).orElse("unknown")));
      }
    };
  }

  /** Several processes cannot use the GPU at once without MPS, which is one of the two sides. */
  private static void refuse(Gpu gpu, ComputeMode mode) {
    throw new EugeException(
        "GPU %d has the compute mode %s, and the experiment compares processes with and without MPS: as root, nvidia-smi -i %1$d -c DEFAULT, and set the mode back afterwards"
            .formatted(gpu.index(), mode));
  }

  /** Reads a device, whose number may be missing. */
  static Device parse(String text) {
    return Device.parse(text.matches("(?i)cuda|sim") ? text + ":0" : text);
  }

  /** Returns the name of the device as users write it. */
  String name() {
    return gpu.map(real -> "cuda:" + real.index()).orElse(device.toString());
  }

  /**
   * Returns the simulation for a process.
   *
   * @param scratch for the state of the GPU
   * @return null for other devices
   */
  GpuRequest.Simulation simulation(Path scratch) {
    return type.map(name -> new GpuRequest.Simulation(name, folder(scratch).toString()))
        .orElse(null);
  }

  private static Program smi() {
    return Program.named("nvidia-smi");
  }

  private static String describe(SimulatedGpuType type) {
    return "a simulated GPU, %s, whose memory is %s"
        .formatted(type.name(), type.measured().map(on -> "that of " + on).orElse("assumed"));
  }

  /** Returns the UUID of a simulated GPU. */
  static String uuid(Device device) {
    return "GPU-simulated-" + device.ordinal();
  }

  /**
   * Returns the memory of the GPU.
   *
   * @param scratch for the state of a simulated one
   */
  GpuMemory memory(Path scratch) {
    if (gpu.isPresent()) {
      return GpuMemory.of(smi(), gpu.get().uuid());
    }
    return type.map(
            name ->
                GpuMemory.ofSimulation(
                    GpuSimulation.load()
                        .type(name)
                        .withDirectory(folder(scratch))
                        .memoryOfProcesses(uuid(device))))
        .orElse(GpuMemory.NONE);
  }

  /**
   * Returns the parameter file of the GPU, as text.
   *
   * @param results of the points that were measured
   */
  String parameters(List<GpuResult> results, List<ModelSize> models) {
    SimulatedGpuType base = base();
    ParameterFit fit =
        new ParameterFit(results, models, base.context(), type.isPresent() ? base.timeScale() : 1);
    String names =
        results.stream()
            .map(one -> one.point().model())
            .distinct()
            .collect(Collectors.joining(", "));
    return base.parameterFile(
        fit.measurements(
            gpu.map(real -> real.name() + " (simulated)").orElse(base.name()),
            "%s, with %s, on %s".formatted(description, names, LocalDate.now(ZoneOffset.UTC)),
            gpu.map(Gpu::memoryTotal).orElse(OptionalLong.of(base.memory()))));
  }

  /** Returns the type that has the values that cannot be measured. */
  private SimulatedGpuType base() {
    GpuSimulation simulation = GpuSimulation.load();
    if (type.isPresent()) {
      return simulation.type(type.get());
    }
    String name = gpu.map(real -> real.name().toLowerCase(Locale.ROOT)).orElse("");
    return simulation.type(
        simulation.typeNames().stream().filter(name::contains).findFirst().orElse("h100"));
  }

  private static Path folder(Path scratch) {
    return scratch.resolve("sim");
  }

  /** Returns whether processes can share the device by MPS; simulated GPUs take part in it. */
  boolean hasMps() {
    return device.kind() != Device.Kind.CPU;
  }

  /** Returns whether the GPU has at least the memory of a card; true if its memory is unknown. */
  boolean hasMemoryOf(int gibibytes) {
    OptionalLong memory = gpu.map(Gpu::memoryTotal).orElse(OptionalLong.empty());
    return memory.isEmpty() || memory.getAsLong() >= (long) gibibytes << 30;
  }

  /** Returns whether this build has TensorRT and the device can run it. */
  boolean hasTensorRt() {
    return device.kind() == Device.Kind.CUDA && TensorRt.isBuiltIn();
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

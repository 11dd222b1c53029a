package io.euge.bench.cluster;

import io.euge.EugeException;
import io.euge.OptionException;
import io.euge.bench.gpu.GpuMemory;
import io.euge.bench.gpu.GpuTarget;
import io.euge.device.Device;
import io.euge.device.gpu.Gpu;
import io.euge.device.gpu.GpuInventory;
import io.euge.device.gpu.GpuSlot;
import io.euge.device.mps.ClientEnvironment;
import io.euge.device.mps.MpsDaemon;
import io.euge.device.mps.MpsDirectory;
import io.euge.inference.GpuSimulation;
import io.euge.inference.SimulatedGpuType;
import io.euge.inference.SimulatedGpuType.Measurements;
import io.euge.process.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The device of the experiment.
 *
 * @param description the name of the device, with its driver or that it is simulated
 * @param gpus of the host, or simulated; empty on the CPU
 * @param simulation the type of the simulated GPUs; empty for others
 * @param settings that executors need to find the GPUs
 * @param folder a directory for files of the experiment
 */
record ClusterTarget(
    Device.Kind kind,
    String description,
    List<Gpu> gpus,
    Optional<SimulatedGpuType> simulation,
    List<String> settings,
    Path folder) {
  private static final Program SMI = Program.named("nvidia-smi");

  /**
   * Finds the device.
   *
   * @param simulation type of simulated GPUs
   * @param most largest number of GPUs that a point uses
   */
  static ClusterTarget of(String device, String simulation, int most, Path folder)
      throws IOException {
    if (!device.matches("(?i)cuda|sim|cpu")) {
      throw new OptionException(
          "--device is '%s': give cuda, sim or cpu, without a number".formatted(device));
    }
    GpuTarget first = GpuTarget.of(device, simulation);
    Device.Kind kind = first.device().kind();
    return switch (kind) {
      case CPU ->
          new ClusterTarget(
              kind, first.description(), List.of(), Optional.empty(), List.of(), folder);
      case CUDA -> {
        List<Gpu> gpus =
            new GpuInventory().query().gpus().stream().filter(gpu -> !gpu.divided()).toList();
        String description = gpus.size() + " GPUs, the first is " + first.description();
        yield new ClusterTarget(kind, description, gpus, Optional.empty(), List.of(), folder);
      }
      case SIM -> simulated(first.description(), simulation, most, folder);
    };
  }

  private static ClusterTarget simulated(
      String description, String simulation, int count, Path folder) throws IOException {
    SimulatedGpuType base = GpuSimulation.load().type(simulation);
    Path parameters =
        Files.writeString(
            folder.resolve("gpu.properties"),
            base.parameterFile(nothing(base))
                + "directory="
                + Files.createDirectories(folder.resolve("sim"))
                + "\n");
    SimulatedGpuType type = GpuSimulation.load().type(parameters.toString());
    // The directory of a GPU's MPS daemon is named after the first digits.
    String table =
        IntStream.range(0, count)
            .mapToObj(
                i ->
                    String.format(
                        Locale.ROOT,
                        "%d, GPU-%08d-simulated, %s, %d, 0, 0, Default, [N/A]%n",
                        i,
                        i,
                        type.name(),
                        type.memory() >> 20))
            .collect(Collectors.joining());
    Path smi =
        Files.writeString(
            folder.resolve("nvidia-smi"), "#!/bin/sh\ncat <<'TABLE'\n" + table + "TABLE\n");
    Files.setPosixFilePermissions(smi, PosixFilePermissions.fromString("rwx------"));
    return new ClusterTarget(
        Device.Kind.SIM,
        description,
        new GpuInventory(Program.at(smi)).query().gpus(),
        Optional.of(type),
        List.of("spark.euge.sim.parameters=" + parameters, "spark.euge.gpu.nvidia-smi=" + smi),
        folder);
  }

  /** Returns that nothing was measured, so that all parameters are those of the type. */
  private static Measurements nothing(SimulatedGpuType type) {
    return new Measurements(
        type.name(),
        type.measured().orElse(""),
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty());
  }

  /** Returns whether executors can share a GPU by MPS; simulated GPUs take part in it. */
  boolean hasMps() {
    return kind != Device.Kind.CPU;
  }

  /** Returns those of these numbers of GPUs that are there; 0 alone on the CPU. */
  List<Integer> counts(List<Integer> numbers) {
    if (kind == Device.Kind.CPU) {
      return List.of(0);
    }
    List<Integer> possible = numbers.stream().filter(count -> count <= gpus.size()).toList();
    if (possible.isEmpty()) {
      throw new OptionException(
          "--gpus is %s, and this host has %d GPUs: give numbers up to that, or --device sim"
              .formatted(numbers, gpus.size()));
    }
    return possible;
  }

  /** Returns the addresses that the Worker offers at a point. */
  List<String> addresses(ClusterPoint point) {
    return point.gpus() == 0
        ? List.of()
        : GpuSlot.of(gpus.subList(0, point.gpus()), point.slots()).stream()
            .map(GpuSlot::toString)
            .toList();
  }

  /** Returns the memory that all processes take of each of the first GPUs, in MiB. */
  List<Long> used(int count) {
    return gpus.stream().limit(count).map(this::used).toList();
  }

  private long used(Gpu gpu) {
    return simulation
        .map(type -> GpuMemory.ofSimulation(type.memoryOfProcesses(gpu.uuid())))
        .orElseGet(() -> GpuMemory.of(SMI, gpu.uuid()))
        .used()
        .orElseThrow(
            () ->
                new EugeException(
                    "Cannot measure the memory of %s: nvidia-smi does not report it; run nvidia-smi by hand"
                        .formatted(gpu.uuid())));
  }

  /**
   * Returns the value of {@code spark.euge.mps} with MPS. NVIDIA's daemon does not list the clients
   * of a simulated GPU, so that executors cannot require that it does.
   */
  String mpsMode() {
    return kind == Device.Kind.CUDA ? "required" : "auto";
  }

  /** Returns the directory of the MPS daemons. */
  Path mpsFolder() {
    return simulation.isPresent()
        ? folder.resolve("mps")
        : MpsDirectory.standardFolder(System.getenv());
  }

  /** Returns the MPS daemons of the GPUs of a point; none without MPS. */
  List<MpsDaemon> daemons(ClusterPoint point) {
    return gpus.stream()
        .limit(point.mps() ? point.gpus() : 0)
        .map(gpu -> MpsDaemon.ofGpu(gpu, mpsFolder()))
        .toList();
  }

  /**
   * Returns the variables of the Worker's environment. With MPS, executors find the daemons of
   * their GPUs by themselves; without MPS, they must find none.
   */
  Map<String, String> environment(ClusterPoint point) throws IOException {
    return point.mps()
        ? Map.of(MpsDirectory.PIPE, "")
        : ClientEnvironment.of(Optional.empty(), folder);
  }
}

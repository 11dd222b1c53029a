package io.euge.cli.plan;

import io.euge.OptionException;
import io.euge.Printable;
import io.euge.cli.console.HelpSections;
import io.euge.inference.GpuSimulation;
import io.euge.inference.SimulatedGpuType;
import io.euge.model.Model;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.spark.network.util.JavaUtils;
import picocli.CommandLine.Option;

/** The options that describe a cluster. */
public final class ClusterArguments {
  @Option(
      names = "--nodes",
      order = HelpSections.HARDWARE,
      paramLabel = "N",
      defaultValue = "1",
      description = "Number of machines (default: ${DEFAULT-VALUE}).")
  private int nodes;

  @Option(
      names = "--gpus-per-node",
      order = HelpSections.HARDWARE,
      paramLabel = "N",
      defaultValue = "0",
      description = "GPUs per machine (default: ${DEFAULT-VALUE}, inference on the CPU).")
  private int gpus;

  @Option(
      names = "--gpu-memory",
      order = HelpSections.HARDWARE,
      paramLabel = "SIZE",
      description =
          "Memory of a GPU, such as 24g; needed with GPUs, unless --gpu-parameters has it.")
  private String gpuMemory;

  @Option(
      names = "--gpu-parameters",
      order = HelpSections.HARDWARE,
      paramLabel = "NAME|FILE",
      description =
          "What CUDA and a model take on a GPU: a file of 'euge bench gpu --parameters', or t4, a10"
              + " or h100 (default: assumed values).")
  private String gpuParameters;

  @Option(
      names = "--cores-per-node",
      order = HelpSections.HARDWARE,
      paramLabel = "N",
      description =
          "Cores of a machine; if not given, 8 for each GPU are assumed; needed without GPUs.")
  private Integer cores;

  @Option(
      names = "--memory-per-node",
      order = HelpSections.HARDWARE,
      paramLabel = "SIZE",
      description =
          "Memory of a machine, such as 64g; if not given, 16g for each GPU; needed without GPUs.")
  private String memory;

  @Option(
      names = "--slots",
      order = HelpSections.TUNING,
      paramLabel = "N",
      description =
          "Executors that share a GPU, from 1 to 60 (default: chosen by the planner, at most 4).")
  private Integer slots;

  @Option(
      names = "--target",
      order = HelpSections.CLUSTER,
      paramLabel = "TARGET",
      defaultValue = "standalone",
      description = "standalone, yarn or kubernetes (default: ${DEFAULT-VALUE}).")
  private ClusterTarget target;

  @Option(
      names = "--image",
      order = HelpSections.CLUSTER,
      paramLabel = "IMAGE",
      description = "On Kubernetes: an image of Spark with Euge's jars among Spark's own.")
  private String image;

  @Option(
      names = "--mps",
      order = HelpSections.TUNING,
      paramLabel = "off|auto|required",
      description = "Whether executors share a GPU by MPS (default: auto).")
  private String mps;

  /** Returns whether the GPUs of a machine are given. */
  public boolean describesGpus() {
    return gpus > 0 && (gpuMemory != null || gpuParameters != null);
  }

  /**
   * Checks each value separately.
   *
   * @throws OptionException for the first invalid value
   */
  public void check() {
    long someMemory = Nodes.MEMORY_PER_GPU;
    new Nodes(
        nodes,
        gpus,
        gpuMemory == null ? someMemory : size("--gpu-memory", gpuMemory),
        cores == null ? Nodes.CORES_PER_GPU : cores,
        memory == null ? someMemory : size("--memory-per-node", memory));
    gpuParameters();
    mps();
    image();
  }

  /**
   * Uses the properties of a machine for values that were not given.
   *
   * @param memoryOfHost in bytes
   * @param gpusOfHost number of GPUs with {@code memoryOfGpu} bytes each
   */
  public void assume(int coresOfHost, long memoryOfHost, int gpusOfHost, long memoryOfGpu) {
    if (gpus == 0 && gpusOfHost > 0) {
      gpus = gpusOfHost;
    }
    if (gpus > 0 && gpuMemory == null && memoryOfGpu > 0) {
      gpuMemory = memoryOfGpu + "b";
    }
    cores = cores == null ? Integer.valueOf(coresOfHost) : cores;
    memory = memory == null ? memoryOfHost + "b" : memory;
  }

  /** Returns the plan of the cluster for a model. */
  Plan plan(Model model) {
    if (gpus == 0) {
      return CpuPlanner.of(withoutGpus(), ModelMemory.of(model));
    }
    Optional<SimulatedGpuType> gpu = gpuParameters();
    if (gpuMemory == null && gpu.isEmpty()) {
      throw missing("--gpu-memory", "the memory of a GPU, such as 24g");
    }
    return Planner.of(
        new Nodes(
            nodes,
            gpus,
            gpuMemory == null ? gpu.orElseThrow().memory() : size("--gpu-memory", gpuMemory),
            cores == null ? gpus * Nodes.CORES_PER_GPU : cores,
            memory == null ? gpus * Nodes.MEMORY_PER_GPU : size("--memory-per-node", memory),
            gpu.map(CudaMemory::of).orElse(CudaMemory.ASSUMED)),
        ModelMemory.of(model),
        slots == null ? OptionalInt.empty() : OptionalInt.of(slots));
  }

  /**
   * Returns machines without GPUs; rejects options that only apply to GPUs, and missing values that
   * the plan must not guess.
   */
  private Nodes withoutGpus() {
    refuse("--gpu-memory", gpuMemory);
    refuse("--gpu-parameters", gpuParameters);
    refuse("--slots", slots);
    refuse("--mps", mps);
    if (cores == null) {
      throw missing("--cores-per-node", "the cores of a machine, such as 16");
    }
    if (memory == null) {
      throw missing("--memory-per-node", "the memory of a machine, such as 64g");
    }
    return new Nodes(nodes, 0, 0, cores, size("--memory-per-node", memory));
  }

  private Optional<SimulatedGpuType> gpuParameters() {
    return Optional.ofNullable(gpuParameters).map(GpuSimulation.load()::type);
  }

  private static void refuse(String option, Object value) {
    if (value != null) {
      throw new OptionException(
          "%s is '%s', and the machines have no GPUs: give --gpus-per-node too, or leave it out"
              .formatted(option, Printable.of(value.toString())));
    }
  }

  private static OptionException missing(String option, String value) {
    return new OptionException(option + " is missing: give " + value);
  }

  private static long size(String option, String text) {
    try {
      return JavaUtils.byteStringAsBytes(text);
    } catch (IllegalArgumentException e) {
      throw new OptionException(
          option + " is '" + Printable.of(text) + "': give a size such as 24g or 512m");
    }
  }

  ClusterTarget target() {
    return target;
  }

  /**
   * Returns the container image of the executors' pods; null for a cluster without pods.
   *
   * @throws OptionException if it is required and was not given
   */
  String image() {
    if (image == null && target == ClusterTarget.KUBERNETES) {
      throw new OptionException(
          "--image is missing: on Kubernetes, name an image of Spark with Euge's jars among Spark's own");
    }
    return image;
  }

  /** Returns {@code off}, {@code auto} or {@code required}. */
  String mps() {
    String mode = mps == null ? "auto" : mps.toLowerCase(Locale.ROOT);
    return switch (mode) {
      case "off", "auto", "required" -> mode;
      default ->
          throw new OptionException(
              "--mps is '" + Printable.of(mps) + "': give off, auto or required");
    };
  }

  boolean coresAssumed() {
    return cores == null;
  }

  boolean memoryAssumed() {
    return memory == null;
  }

  boolean slotsChosen() {
    return slots == null;
  }
}

package io.euge.cli.mps;

import io.euge.OptionException;
import io.euge.cli.console.Warnings;
import io.euge.device.gpu.Gpu;
import io.euge.device.gpu.GpuInventory;
import io.euge.device.gpu.GpuQueryResult;
import io.euge.device.gpu.GpuQueryResult.Unavailable;
import io.euge.device.mps.MpsDaemon;
import io.euge.device.mps.MpsDirectory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Selects the daemons that a command applies to. */
final class MpsTargets {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--gpu",
      split = ",",
      hideParamSyntax = true,
      paramLabel = "INDEX|UUID,...",
      description =
          "The GPUs; all if not given. With CUDA_MPS_PIPE_DIRECTORY set and no --gpu it is the one "
              + "daemon of that directory.")
  private List<String> gpus = List.of();

  @Option(
      names = "--directory",
      paramLabel = "DIR",
      description =
          "Parent of each GPU's pipe directory (default: EUGE_MPS, or /tmp/euge-mps-USER).")
  private Path directory;

  /**
   * A selected daemon.
   *
   * @param gpu empty for the daemon of a directory, whatever GPUs it serves
   */
  record Target(Optional<Gpu> gpu, MpsDaemon daemon) {
    /** Returns the name for a column of a table. */
    String name() {
      return gpu.map(one -> String.valueOf(one.index())).orElse("-");
    }
  }

  List<Target> find() {
    GpuQueryResult inventory = new GpuInventory().query();
    Optional<MpsDirectory> given = MpsDirectory.ofEnvironment(System.getenv());
    if (given.isPresent() && gpus.isEmpty()) {
      return List.of(new Target(Optional.empty(), ofEnvironment(given.get(), inventory)));
    }
    Path folder = directory == null ? MpsDirectory.standardFolder(System.getenv()) : directory;
    Warnings.of(inventory, spec);
    return chosen(inventory.gpus()).stream()
        .map(gpu -> new Target(Optional.of(gpu), MpsDaemon.ofGpu(gpu, folder)))
        .toList();
  }

  private List<Gpu> chosen(List<Gpu> seen) {
    if (gpus.isEmpty()) {
      return seen;
    }
    List<Gpu> chosen = new ArrayList<>();
    for (String name : gpus) {
      Gpu found =
          seen.stream()
              .filter(gpu -> gpu.isCalled(name))
              .findFirst()
              .orElseThrow(() -> none(name, seen));
      if (!chosen.contains(found)) {
        chosen.add(found);
      }
    }
    return chosen;
  }

  private static OptionException none(String name, List<Gpu> seen) {
    return new OptionException(
        "--gpu is '"
            + name
            + "', and this host has "
            + seen.stream()
                .map(gpu -> gpu.index() + " (" + gpu.uuid() + ")")
                .collect(Collectors.joining(", "))
            + ": give one of these");
  }

  private MpsDaemon ofEnvironment(MpsDirectory given, GpuQueryResult inventory) {
    if (inventory instanceof Unavailable unavailable) {
      Warnings.say(unavailable.message() + "; no server of this daemon can start", spec);
      return MpsDaemon.of(given, List.of(), 1);
    }
    Warnings.of(inventory, spec);
    String visible = System.getenv().getOrDefault("CUDA_VISIBLE_DEVICES", "");
    if (visible.isBlank()) {
      return MpsDaemon.of(given, inventory.gpus(), inventory.gpus().size());
    }
    List<String> named = List.of(visible.strip().split("\\s*,\\s*"));
    List<Gpu> seen =
        inventory.gpus().stream().filter(gpu -> named.stream().anyMatch(gpu::isCalled)).toList();
    return MpsDaemon.of(given, seen, named.size());
  }
}

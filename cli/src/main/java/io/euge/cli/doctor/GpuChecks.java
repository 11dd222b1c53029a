package io.euge.cli.doctor;

import io.euge.ByteSize;
import io.euge.Quantity;
import io.euge.device.gpu.ComputeMode;
import io.euge.device.gpu.Gpu;
import io.euge.device.gpu.GpuQueryResult;
import io.euge.device.gpu.GpuQueryResult.Unavailable;
import io.euge.device.mps.MpsDaemon;
import io.euge.device.mps.MpsDirectory;
import io.euge.device.mps.MpsStatus;
import io.euge.file.Listing;
import io.euge.process.Program;
import io.euge.process.ProgramException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Checks the driver, CUDA, the modes of each GPU, and MPS. */
final class GpuChecks {
  static final String NO_GPU = "no GPU";

  private GpuChecks() {}

  static List<Check> of(HostInfo host) {
    return List.of(
        Check.of("driver", () -> driver(host.gpus().get(), hasNvidiaCard(host.root()))),
        new Check("cuda", Duration.ofMinutes(3), () -> List.of(cuda(host))),
        Check.of("compute mode", () -> modes(gpus(host))),
        Check.of("mig", () -> mig(gpus(host))),
        Check.of("mps program", () -> List.of(program(host))),
        Check.of("mps", () -> daemons(host)));
  }

  static List<Gpu> gpus(HostInfo host) {
    return host.gpus().get() instanceof GpuQueryResult.Available seen ? seen.gpus() : List.of();
  }

  /**
   * Returns whether there is an NVIDIA display or compute device, with or without a working driver.
   */
  static boolean hasNvidiaCard(Path root) {
    Path devices = root.resolve("sys/bus/pci/devices");
    try {
      return Listing.of(devices).stream()
          .anyMatch(
              device ->
                  read(device.resolve("vendor")).equals("0x10de")
                      && read(device.resolve("class")).startsWith("0x03"));
    } catch (IOException e) {
      return false; // No PCI bus is visible, as in some containers.
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      return "";
    }
  }

  static List<CheckResult> driver(GpuQueryResult inventory, boolean card) {
    if (inventory instanceof Unavailable unavailable) {
      boolean none =
          switch (unavailable.reason()) {
            case NO_PROGRAM, NO_DRIVER, NO_GPU -> !card;
            default -> false;
          };
      if (none) {
        return List.of(CheckResult.ok("driver", "no NVIDIA GPU; Euge runs on the CPU"));
      }
      return List.of(
          switch (unavailable.reason()) {
            case NO_PROGRAM, NO_DRIVER, NO_GPU -> CheckResult.warn("driver", unavailable.message());
            default -> CheckResult.fail("driver", unavailable.message());
          });
    }
    List<CheckResult> findings = new ArrayList<>();
    for (Gpu gpu : inventory.gpus()) {
      findings.add(
          CheckResult.ok(
              "driver",
              "GPU "
                  + gpu.index()
                  + " is a "
                  + gpu.name()
                  + (gpu.memoryTotal().isPresent()
                      ? " with " + ByteSize.gib(gpu.memoryTotal().getAsLong())
                      : "")));
    }
    ((GpuQueryResult.Available) inventory)
        .notices()
        .forEach(notice -> findings.add(CheckResult.warn("driver", notice)));
    return findings;
  }

  static CheckResult cuda(HostInfo host) {
    if (gpus(host).isEmpty()) {
      return CheckResult.notRun("cuda", NO_GPU);
    }
    return host.cudaFault()
        .get()
        .map(fault -> CheckResult.fail("cuda", fault))
        .orElse(CheckResult.ok("cuda", "its libraries load and a kernel ran"));
  }

  static List<CheckResult> modes(List<Gpu> gpus) {
    return each("compute mode", gpus, GpuChecks::mode);
  }

  private static CheckResult mode(Gpu gpu) {
    Optional<ComputeMode> mode = gpu.computeMode();
    String open = ": as root, nvidia-smi -i " + gpu.index() + " -c EXCLUSIVE_PROCESS";
    if (mode.isEmpty()) {
      return CheckResult.warn(
          "compute mode", "the driver does not report the compute mode of GPU " + gpu.index());
    }
    return switch (mode.get()) {
      case EXCLUSIVE_PROCESS ->
          CheckResult.ok("compute mode", "GPU " + gpu.index() + " is exclusive to MPS's server");
      case DEFAULT, EXCLUSIVE_THREAD ->
          CheckResult.warn(
              "compute mode",
              "GPU " + gpu.index() + " also accepts processes that bypass MPS" + open);
      case PROHIBITED ->
          CheckResult.fail("compute mode", "GPU " + gpu.index() + " takes no process" + open);
    };
  }

  static List<CheckResult> mig(List<Gpu> gpus) {
    return each(
        "mig",
        gpus,
        gpu ->
            gpu.divided()
                ? CheckResult.warn(
                    "mig",
                    "GPU "
                        + gpu.index()
                        + " is divided, so it has no slots and no MPS: nvidia-smi -i "
                        + gpu.index()
                        + " -mig 0, or leave it out")
                : CheckResult.ok("mig", "GPU " + gpu.index() + " is whole"));
  }

  private static List<CheckResult> each(
      String check, List<Gpu> gpus, Function<Gpu, CheckResult> look) {
    return gpus.isEmpty()
        ? List.of(CheckResult.notRun(check, NO_GPU))
        : gpus.stream().map(look).toList();
  }

  /**
   * Checks that the MPS control program runs; any response is valid, including that no daemon is
   * running.
   */
  static CheckResult program(HostInfo host) {
    Program control = Program.named("nvidia-cuda-mps-control");
    MpsDirectory nowhere = directory(host, "GPU-00000000");
    try {
      control.run(
          List.of(),
          Map.of(MpsDirectory.PIPE, nowhere.pipe().toString()),
          "get_server_list\n",
          Duration.ofSeconds(10));
      return CheckResult.ok("mps program", control + " answers");
    } catch (ProgramException e) {
      return gpus(host).isEmpty()
          ? CheckResult.notRun("mps program", NO_GPU + ", and " + e.getMessage())
          : CheckResult.warn("mps program", e.getMessage());
    }
  }

  /** Returns why two processes under MPS cannot be tested; empty if they can. */
  static Optional<String> noMps(HostInfo host) {
    CheckResult program = program(host);
    return program.level() == CheckResult.Level.OK
        ? Optional.empty()
        : Optional.of(program.message());
  }

  private static MpsDirectory directory(HostInfo host, String uuid) {
    Path folder = MpsDirectory.standardFolder(host.environment());
    return MpsDirectory.ofGpu(folder, uuid);
  }

  /**
   * Returns the state of the daemons; throws if a directory path is too long for a daemon, which
   * the check reports.
   */
  static List<CheckResult> daemons(HostInfo host) {
    Optional<MpsDirectory> given = MpsDirectory.ofEnvironment(host.environment());
    if (given.isPresent()) {
      return List.of(daemon(MpsDaemon.of(given.get(), List.of(), 1)));
    }
    List<Gpu> gpus = gpus(host);
    if (gpus.isEmpty()) {
      return List.of(
          CheckResult.ok(
              "mps",
              "directories such as "
                  + directory(host, "GPU-00000000").pipe()
                  + " are short enough"));
    }
    Path folder = MpsDirectory.standardFolder(host.environment());
    return gpus.stream()
        .filter(gpu -> !gpu.divided())
        .map(gpu -> daemon(MpsDaemon.ofGpu(gpu, folder)))
        .toList();
  }

  private static CheckResult daemon(MpsDaemon daemon) {
    MpsStatus status = daemon.status();
    String where = daemon.directory().pipe().toString();
    return switch (status.state()) {
      case RUNNING ->
          CheckResult.ok(
              "mps", where + " has a daemon and " + Quantity.of(status.clients().size(), "client"));
      case STOPPED ->
          CheckResult.ok("mps", where + " has no daemon; start one with euge mps start");
      case BROKEN -> CheckResult.fail("mps", status.reason().orElse(where + " does not answer"));
    };
  }
}

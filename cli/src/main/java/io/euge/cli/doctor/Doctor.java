package io.euge.cli.doctor;

import io.euge.detection.pipeline.DetectionModels;
import io.euge.device.Device;
import io.euge.device.gpu.Gpu;
import io.euge.device.gpu.GpuInventory;
import io.euge.device.mps.MpsDaemon;
import io.euge.device.mps.MpsDirectory;
import io.euge.file.ScratchFolder;
import io.euge.file.TemporaryFolder;
import io.euge.model.Model;
import io.euge.model.darknet.DarknetFiles;
import io.euge.model.store.ModelStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/** Checks this host, and runs a model on its first GPU. */
public final class Doctor {
  private static final Duration TRIAL = Duration.ofMinutes(8);
  private static final double SECONDS = 5;
  private static final long SEED = 1;

  private final Optional<String> model;
  private final Optional<Device> device;
  private final String sim;
  private final HostInfo host;
  private final ScratchFolder scratch;
  private boolean cudaTried;
  private Optional<String> cudaFault = Optional.empty();

  private Doctor(
      Optional<String> model, Optional<Device> device, String sim, ScratchFolder scratch) {
    this.model = model;
    this.device = device;
    this.sim = sim;
    this.scratch = scratch;
    this.host =
        new HostInfo(Path.of("/"), System.getenv(), new GpuInventory()::query, this::cudaFault);
  }

  /**
   * Runs all checks in order and passes each result to {@code tell} when it is available.
   *
   * @param model name as given by the user; empty for a small, randomly initialized model
   * @param device on which to run the model; empty for the first GPU
   * @param sim type of a simulated GPU, used only for the device {@code sim}
   * @throws IOException if the directory for temporary files cannot be used
   */
  public static List<CheckResult> examine(
      Optional<String> model, Optional<Device> device, String sim, Consumer<CheckResult> tell)
      throws IOException, InterruptedException {
    Optional<String> problem = TemporaryFolder.problem();
    if (problem.isPresent()) {
      CheckResult finding = SystemChecks.temporaryFiles(problem);
      tell.accept(finding);
      CheckResult others = CheckResult.notRun("all others", "they need temporary files");
      tell.accept(others);
      return List.of(finding, others);
    }
    try (ScratchFolder scratch = ScratchFolder.temporary("euge-doctor")) {
      List<CheckResult> all = new ArrayList<>();
      for (Check check : new Doctor(model, device, sim, scratch).checks()) {
        for (CheckResult finding : check.run()) {
          all.add(finding);
          tell.accept(finding);
        }
      }
      return all;
    }
  }

  private List<Check> checks() {
    List<Check> checks = new ArrayList<>(SystemChecks.of(host));
    checks.addAll(GpuChecks.of(host));
    checks.addAll(CudaChecks.of(host));
    checks.add(
        new Check(
            "onnx runtime",
            Duration.ofMinutes(3),
            () -> {
              trial(Device.CPU, Optional.empty(), 0).run(InferenceRunner.Way.ALONE);
              return List.of(CheckResult.ok("onnx runtime", "ran a model on the CPU"));
            }));
    checks.add(new Check("model", TRIAL, this::trial));
    return checks;
  }

  /** Tries CUDA once, because several checks ask for it and each trial takes seconds. */
  private synchronized Optional<String> cudaFault() {
    if (!cudaTried) {
      cudaFault =
          ChildInferenceRunner.cudaFault(
              scratch,
              whole().stream()
                  .findFirst()
                  .flatMap(gpu -> only(gpu).map(daemon -> Map.entry(gpu, daemon))));
      cudaTried = true;
    }
    return cudaFault;
  }

  private List<Gpu> whole() {
    return GpuChecks.gpus(host).stream().filter(gpu -> !gpu.divided()).toList();
  }

  private Optional<MpsDaemon> only(Gpu gpu) {
    return MpsAccess.only(gpu, host.environment(), mps());
  }

  private Path mps() {
    return MpsDirectory.standardFolder(host.environment());
  }

  private List<CheckResult> trial() throws IOException, InterruptedException {
    List<Gpu> gpus = whole();
    Device on = device.orElse(new Device(Device.Kind.CUDA, 0));
    if (gpus.isEmpty() && on.kind() == Device.Kind.CUDA) {
      return List.of(CheckResult.notRun("model", GpuChecks.NO_GPU));
    }
    if (on.kind() == Device.Kind.CUDA && cudaFault().isPresent()) {
      return List.of(CheckResult.notRun("model", "CUDA cannot be used, see the line cuda"));
    }
    if (gpus.isEmpty() || !on.accelerator()) {
      Optional<String> noMps = Optional.of(on.accelerator() ? GpuChecks.NO_GPU : on + " is no GPU");
      return InferenceChecks.of(trial(on, Optional.empty(), SECONDS), false, noMps);
    }
    Gpu gpu = gpus.get(0);
    return InferenceChecks.of(
        trial(on, Optional.of(gpu), SECONDS), MpsAccess.exclusive(gpu), GpuChecks.noMps(host));
  }

  private InferenceRunner trial(Device on, Optional<Gpu> gpu, double seconds) throws IOException {
    return new ChildInferenceRunner(
        on, sim, gpu, gpu.flatMap(this::only), graph(), scratch, mps(), seconds);
  }

  private Path graph() throws IOException {
    if (model.isPresent()) {
      return DetectionModels.standard().resolve(model.get()).graph();
    }
    Path graph = scratch.path().resolve("small.onnx");
    if (Files.exists(graph)) {
      return graph;
    }
    Path cfg = scratch.path().resolve("small.cfg");
    try (InputStream text = Objects.requireNonNull(Doctor.class.getResourceAsStream("small.cfg"))) {
      Files.copy(text, cfg);
    }
    Model made = ModelStore.convert(DarknetFiles.seeded(cfg, SEED), graph);
    return made.graph();
  }
}

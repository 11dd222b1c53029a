package io.euge.spark.executor;

import io.euge.EugeException;
import io.euge.device.context.GpuBudget;
import io.euge.device.context.MpsAttachment;
import io.euge.device.gpu.Gpu;
import io.euge.device.mps.MpsDaemon;
import io.euge.device.mps.MpsDirectory;
import io.euge.device.mps.MpsLimits;
import io.euge.device.mps.ThreadPercentage;
import io.euge.process.ProgramException;
import io.euge.spark.conf.ClusterSettings;
import io.euge.spark.conf.MpsSettings;
import io.euge.spark.conf.MpsSettings.Mode;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Prepares this process to become a client of an MPS daemon, before CUDA starts in it: adopts the
 * daemon that the environment names, or starts that of its GPU unless it runs. The daemon outlives
 * the process: others may be its clients, and {@code euge mps stop} ends it.
 */
final class MpsAttacher {
  private static final Logger LOG = LoggerFactory.getLogger(MpsAttacher.class);

  /** Kubernetes sets it in each container. */
  private static final String KUBERNETES = "KUBERNETES_SERVICE_HOST";

  private final MpsSettings settings;
  private final int slots;
  private final EnvironmentVariables environment;

  /**
   * @param slots processes that share a GPU
   */
  MpsAttacher(MpsSettings settings, int slots, EnvironmentVariables environment) {
    this.settings = settings;
    this.slots = slots;
    this.environment = environment;
  }

  /** Returns the setting. */
  Mode mode() {
    return settings.mode();
  }

  /**
   * Attaches this process to a daemon, if MPS is enabled.
   *
   * @param gpus this process's
   * @param absence why there are none, if there are none
   * @throws EugeException if MPS is required and cannot be used
   */
  MpsAttachment attach(List<GpuBudget> gpus, String absence) {
    if (settings.mode() == Mode.OFF) {
      return MpsAttachment.none(ClusterSettings.MPS.key() + " is 'off'");
    }
    try {
      Optional<MpsDirectory> given = MpsDirectory.ofEnvironment(environment.inherited());
      return given.isPresent() ? adopt(given.get(), gpus) : start(gpus, absence);
    } catch (EugeException e) {
      if (settings.mode() == Mode.REQUIRED) {
        throw e;
      }
      LOG.warn("This executor continues without MPS: {}", e.getMessage());
      return MpsAttachment.none(e.getMessage());
    }
  }

  /** Whatever set the variable, as Kubernetes does, has started the daemon and set its limits. */
  private static MpsAttachment adopt(MpsDirectory directory, List<GpuBudget> budgets) {
    List<Gpu> gpus = budgets.stream().flatMap(budget -> budget.gpu().stream()).toList();
    MpsDaemon daemon = MpsDaemon.of(directory, gpus, Math.max(1, gpus.size()));
    double threads = 100;
    try {
      Optional<String> fault = daemon.fault();
      if (fault.isPresent()) {
        throw new EugeException(fault.get());
      }
      threads = daemon.status().threadPercentage().orElse(threads);
    } catch (ProgramException e) {
      LOG.info("The MPS daemon in {} does not answer: {}", directory.pipe(), e.getMessage());
    }
    return MpsAttachment.to(daemon, MpsLimits.NONE, threads);
  }

  private MpsAttachment start(List<GpuBudget> gpus, String absence) {
    if (environment.inherited().containsKey(KUBERNETES)) {
      // Containers that each start a daemon have one each, and do not run at the same time.
      throw new EugeException(
          "this is a container of Kubernetes, and %s does not name a daemon that it shares with others: let NVIDIA's device plugin share the GPU by MPS, or set that variable and mount the daemon's directory"
              .formatted(MpsDirectory.PIPE));
    }
    if (gpus.size() > 1) {
      throw new EugeException(
          "it has the GPUs %s, and each has an MPS daemon of its own: give each executor one (spark.executor.resource.gpu.amount=1)"
              .formatted(gpus));
    }
    GpuBudget budget =
        gpus.stream()
            .filter(one -> one.gpu().isPresent())
            .findFirst()
            .orElseThrow(() -> new EugeException(absence))
            .requireMemory();
    Gpu gpu = budget.gpu().get();
    MpsLimits limits =
        new MpsLimits(settings.threadPercentage(slots), settings.memoryLimit(budget.share()));
    MpsDaemon daemon = MpsDaemon.ofGpu(gpu, settings.directory());
    MpsDaemon.StartResult result = daemon.start(limits);
    LOG.info("MPS daemon of {}: {} in {}", gpu.uuid(), result, daemon.directory().pipe());
    export(daemon, limits);
    return MpsAttachment.to(
        daemon,
        limits,
        limits.threads().map(ThreadPercentage::percent).map(Number::doubleValue).orElse(100.0));
  }

  private void export(MpsDaemon daemon, MpsLimits limits) {
    environment.set(MpsDirectory.PIPE, daemon.directory().pipe().toString());
    environment.set("CUDA_MPS_PROTOCOL_VERSION", "2");
    limits
        .threads()
        .ifPresent(cap -> environment.set("CUDA_MPS_ACTIVE_THREAD_PERCENTAGE", cap.toString()));
    limits
        .memory()
        .ifPresent(limit -> environment.set("CUDA_MPS_PINNED_DEVICE_MEM_LIMIT", "0=" + limit));
  }
}

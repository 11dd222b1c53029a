package io.euge.spark.executor;

import io.euge.device.Device;
import io.euge.device.DeviceRequest;
import io.euge.device.gpu.Gpu;
import io.euge.device.gpu.VisibleGpu;
import io.euge.device.placement.Allocator;
import io.euge.device.placement.PlacementRules;
import io.euge.inference.EngineOptions;
import io.euge.inference.InferenceInterrupted;
import io.euge.inference.sharing.ModelLease;
import io.euge.inference.sharing.ModelVersion;
import io.euge.inference.sharing.SharedModels;
import io.euge.inference.sharing.SharingMode;
import io.euge.model.Model;
import io.euge.spark.conf.GpuSettings;
import io.euge.spark.conf.ModelSettings;
import io.euge.spark.conf.MpsSettings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one registry of shared models in this process, which all tasks of an executor lease from, and
 * the descriptions of the models it has seen.
 *
 * <p>{@code EugePlugin} opens it when the executor starts and closes it when it ends. Without the
 * plugin it is opened by the first task and closed with the process.
 */
public final class ExecutorModels implements AutoCloseable {
  /** What Spark calls the executor that is in the driver's own process. */
  static final String DRIVER = "driver";

  private static ExecutorModels ofProcess;

  private static final Logger LOG = LoggerFactory.getLogger(ExecutorModels.class);

  private final ExecutorDevices devices;
  private final ExecutorMps mps;
  private final SharedModels registry;
  private final ConcurrentMap<String, Model> opened = new ConcurrentHashMap<>();
  private final Duration drain;
  private boolean limited;

  private ExecutorModels(SparkConf conf, boolean local, List<String> gpuAddresses) {
    ModelSettings settings = ModelSettings.of(conf);
    ExecutorFaults faults = new ExecutorFaults(local);
    devices = new ExecutorDevices(conf, local, gpuAddresses, faults);
    mps = new ExecutorMps(MpsSettings.of(conf), devices);
    drain = settings.drain();
    GpuSettings gpus = devices.settings();
    registry =
        new SharedModels(
            ExecutorEngines.of(conf, devices, mps),
            settings.eviction(),
            new Allocator(new PlacementRules(gpus.policy(), gpus.spreadAt())),
            faults);
  }

  /**
   * Opens the registry of this process with the settings of its executor. One that a Spark before
   * it left here, without the plugin, had its own settings and is closed.
   *
   * @param executor what Spark calls the executor
   * @param gpuAddresses what Spark gave this process
   */
  static ExecutorModels open(SparkConf conf, String executor, List<String> gpuAddresses) {
    ExecutorModels left;
    synchronized (ExecutorModels.class) {
      left = ofProcess;
    }
    if (left != null) {
      left.close();
    }
    synchronized (ExecutorModels.class) {
      ofProcess = new ExecutorModels(conf, executor.equals(DRIVER), gpuAddresses);
      return ofProcess;
    }
  }

  /** The registry of the process that runs the calling task or the driver. */
  public static synchronized ExecutorModels ofThisProcess() {
    if (ofProcess == null) {
      SparkEnv env = SparkEnv.get();
      TaskContext task = TaskContext.get();
      List<String> gpuAddresses =
          task == null ? List.of() : ExecutorDevices.addresses(task.resourcesJMap());
      Thread close =
          new Thread(open(env.conf(), env.executorId(), gpuAddresses)::end, "euge-models-shutdown");
      Runtime.getRuntime().addShutdownHook(close);
    }
    return ofProcess;
  }

  public ExecutorDevices devices() {
    return devices;
  }

  public ExecutorMps mps() {
    return mps;
  }

  public SharedModels registry() {
    return registry;
  }

  /**
   * Leases a model for a task. Where the user's name for it has come to mean another content since
   * a job before, that is loaded beside the old version, which goes with its last lease. A job that
   * began with the old version keeps it to its end.
   *
   * @return a lease the caller closes
   * @throws io.euge.EugeException if this process has no device such as is wished for, or MPS is
   *     required and not used
   */
  public ModelLease lease(
      ModelReference reference, DeviceRequest wish, EngineOptions options, SharingMode sharing) {
    if (!wish.kind().equals(Optional.of(Device.Kind.CPU))) {
      mps.begin(); // Without the plugin nobody has, and a driver without tasks need not.
    }
    Model model = model(reference).named(reference.name());
    List<Device> candidates = devices.candidates(wish);
    if (candidates.get(0).accelerator()) {
      limitOnce();
    }
    ModelLease lease =
        registry.acquire(
            new ModelVersion(model, reference.named()),
            candidates,
            candidates.size() > 1 ? devices.ofTask() : Optional.empty(),
            options,
            sharing);
    try {
      if (lease.device().accelerator()) {
        mps.prove();
      }
      return lease;
    } catch (Throwable e) {
      lease.close();
      throw e;
    }
  }

  /**
   * A GPU's memory is known when it has been looked for, which tasks for the CPU do not wait for.
   */
  private synchronized void limitOnce() {
    if (limited) {
      return;
    }
    for (VisibleGpu visible : devices.visible().gpus()) {
      visible
          .gpu()
          .flatMap(devices.settings()::share)
          .ifPresent(
              share ->
                  registry.limit(visible.device(), mps.models(share), free(visible.gpu().get())));
    }
    limited = true;
  }

  private static OptionalLong free(Gpu gpu) {
    return gpu.memoryTotal().isPresent() && gpu.memoryUsed().isPresent()
        ? OptionalLong.of(gpu.memoryTotal().getAsLong() - gpu.memoryUsed().getAsLong())
        : OptionalLong.empty();
  }

  /** Opens a model once for this process: reading a large graph again for each task would cost. */
  Model model(ModelReference reference) {
    return opened.computeIfAbsent(reference.sha256(), sha256 -> reference.open());
  }

  /**
   * Ends the models of a process that ends itself, perhaps under its tasks: no run begins any more,
   * those under way end, and then the models are closed.
   */
  void end() {
    long until = System.nanoTime() + drain.toNanos();
    try {
      if (!registry.drain(drain)) {
        LOG.warn("Tasks still use models after {} of draining", drain);
      }
    } catch (InferenceInterrupted e) {
      LOG.warn("Interrupted while runs under way should end");
    }
    retire();
    Duration left = Duration.ofNanos(Math.max(0, until - System.nanoTime()));
    // Where tasks hold models, these are on the GPU yet: its claim goes with the process.
    try {
      if (Thread.currentThread().isInterrupted() || !registry.awaitClosed(left)) {
        LOG.warn("Tasks may still hold models as the process ends");
      } else {
        devices.close();
        LOG.info("The models of this process are closed");
      }
    } catch (InferenceInterrupted e) {
      LOG.warn("Interrupted while models should be closed: tasks may still hold some");
    }
  }

  /** Closes all models. The next task opens a new registry. Closing twice is harmless. */
  @Override
  public void close() {
    try {
      retire();
    } finally {
      devices.close();
    }
  }

  private void retire() {
    synchronized (ExecutorModels.class) {
      if (ofProcess == this) {
        ofProcess = null;
      }
    }
    registry.close();
  }
}

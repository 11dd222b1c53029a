package io.euge.spark.executor;

import io.euge.device.Device;
import io.euge.device.DeviceRequest;
import io.euge.device.context.GpuBudget;
import io.euge.device.context.GpuContext;
import io.euge.device.placement.Allocator;
import io.euge.device.placement.PlacementRules;
import io.euge.inference.EngineOptions;
import io.euge.inference.InferenceInterruptedException;
import io.euge.inference.sharing.ModelLease;
import io.euge.inference.sharing.ModelVersion;
import io.euge.inference.sharing.SharedModels;
import io.euge.inference.sharing.SharingMode;
import io.euge.model.Model;
import io.euge.spark.conf.GpuSettings;
import io.euge.spark.conf.ModelSettings;
import io.euge.spark.conf.MpsSettings;
import io.euge.spark.conf.MpsSettings.Mode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
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
  /** Spark's id of the executor that is in the driver's own process. */
  static final String DRIVER = "driver";

  private static ExecutorModels ofProcess;

  private static final Logger LOG = LoggerFactory.getLogger(ExecutorModels.class);

  private final GpuContextResolver gpus;
  private final ExecutorDevices devices;
  private final MpsMembership membership;
  private final ExecutorEngines engines;
  private final SharedModels registry;
  private final ConcurrentMap<String, Model> opened = new ConcurrentHashMap<>();
  private final Duration drain;
  private boolean prepared;

  private ExecutorModels(SparkConf conf, boolean local, List<String> gpuAddresses) {
    ModelSettings settings = ModelSettings.of(conf);
    GpuSettings gpuSettings = GpuSettings.of(conf);
    ExecutorFaults faults = new ExecutorFaults(local);
    EnvironmentVariables environment = EnvironmentVariables.OF_PROCESS;
    CudaStart cuda = new CudaStart(faults);
    membership = new MpsMembership(MpsSettings.of(conf).mode() == Mode.REQUIRED);
    gpus =
        new GpuContextResolver(
            conf,
            new GpuAssignment(
                conf, local, gpuAddresses, gpuSettings.inventory()::query, environment),
            environment,
            cuda,
            membership);
    devices = new ExecutorDevices(gpus, cuda);
    engines = new ExecutorEngines(conf);
    drain = settings.drain();
    registry =
        new SharedModels(
            engines,
            settings.eviction(),
            new Allocator(new PlacementRules(gpuSettings.policy(), gpuSettings.spreadAt())),
            faults);
  }

  /**
   * Opens the registry of this process with the settings of its executor. One that a Spark before
   * it left here, without the plugin, had its own settings and is closed.
   *
   * @param executor Spark's id of the executor
   * @param gpuAddresses what Spark assigned to this process
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

  /** Returns the models of the process that runs the calling task or the driver. */
  public static synchronized ExecutorModels ofThisProcess() {
    if (ofProcess == null) {
      SparkEnv env = SparkEnv.get();
      TaskContext task = TaskContext.get();
      List<String> gpuAddresses = task == null ? List.of() : GpuAddresses.of(task.resourcesJMap());
      Thread close =
          new Thread(open(env.conf(), env.executorId(), gpuAddresses)::end, "euge-models-shutdown");
      Runtime.getRuntime().addShutdownHook(close);
    }
    return ofProcess;
  }

  /**
   * Prepares an executor that starts: where MPS is enabled, it becomes a client now.
   *
   * @throws io.euge.EugeException if MPS is required and cannot be used
   */
  void start() {
    gpus.start();
  }

  /**
   * Resolves which GPUs this process sees, and by which MPS; to be called before a library other
   * than the engines starts CUDA.
   *
   * @throws io.euge.EugeException if they cannot be used
   */
  public void resolveGpus() {
    gpus.resolve();
  }

  /** Returns the registry that the tasks of this process lease from. */
  public SharedModels registry() {
    return registry;
  }

  /**
   * Leases a model for a task. Where the user's name for it has come to mean another content since
   * a job before, that is loaded beside the old version, which goes with its last lease. A job that
   * began with the old version keeps it to its end.
   *
   * @return a lease the caller closes
   * @throws io.euge.EugeException if this process has no device of the requested kind, or MPS is
   *     required and not used
   */
  public ModelLease lease(
      ModelReference reference, DeviceRequest request, EngineOptions options, SharingMode sharing) {
    List<Device> candidates = devices.candidates(request);
    boolean accelerated = candidates.get(0).accelerator();
    if (accelerated) {
      prepare(gpus.resolve());
    }
    Model model = model(reference).named(reference.name());
    ModelLease lease =
        registry.acquire(
            new ModelVersion(model, reference.named()),
            candidates,
            candidates.size() > 1 ? assigned(gpus.resolve()) : Optional.empty(),
            options,
            sharing);
    try {
      if (lease.device().accelerator()) {
        membership.verify(gpus.resolve());
      }
      return lease;
    } catch (Throwable e) {
      lease.close();
      throw e;
    }
  }

  /** Gives engines and registry the GPUs, which tasks for the CPU do not wait for. */
  private synchronized void prepare(GpuContext context) {
    if (prepared) {
      return;
    }
    context.gpus().forEach(GpuBudget::requireMemory);
    for (GpuBudget gpu : context.gpus()) {
      gpu.modelBytes().ifPresent(bytes -> registry.limit(gpu.device(), bytes, gpu.observedFree()));
    }
    engines.useGpus(context);
    prepared = true;
  }

  /** Returns the device that Spark assigned to the task of this thread; empty if none. */
  private static Optional<Device> assigned(GpuContext context) {
    TaskContext task = TaskContext.get();
    return task == null
        ? Optional.empty()
        : GpuAddresses.of(task.resourcesJMap()).stream()
            .flatMap(address -> Optional.ofNullable(context.addresses().get(address)).stream())
            .findFirst();
  }

  /** Opens a model once for this process: reading a large graph again for each task would cost. */
  Model model(ModelReference reference) {
    return opened.computeIfAbsent(reference.sha256(), sha256 -> reference.open());
  }

  /** Returns 1 if the MPS daemon lists this process, 0 if not, -1 if that is unknown. */
  int mpsAttached() {
    return membership.attached();
  }

  /** Returns the cap on this process's use of a GPU's threads in percent; 100 without a cap. */
  double mpsThreadPercentage() {
    return gpus.resolved().map(context -> context.mps().threadPercentage()).orElse(100.0);
  }

  /**
   * Closes the models of a process that ends, perhaps during tasks: no new run begins, runs under
   * way complete, and then the models are closed.
   */
  void end() {
    long until = System.nanoTime() + drain.toNanos();
    try {
      if (!registry.drain(drain)) {
        LOG.warn("Tasks still use models after {} of draining", drain);
      }
    } catch (InferenceInterruptedException e) {
      LOG.warn("Interrupted while runs under way should end");
    }
    retire();
    Duration left = Duration.ofNanos(Math.max(0, until - System.nanoTime()));
    // Models that tasks retain are still on the GPU: its claim ends with the process.
    try {
      if (Thread.currentThread().isInterrupted() || !registry.awaitClosed(left)) {
        LOG.warn("Tasks may still hold models as the process ends");
      } else {
        gpus.close();
        LOG.info("The models of this process are closed");
      }
    } catch (InferenceInterruptedException e) {
      LOG.warn("Interrupted while models should be closed: tasks may still hold some");
    }
  }

  /** Closes all models. The next task opens a new registry. Closing twice is harmless. */
  @Override
  public void close() {
    try {
      retire();
    } finally {
      gpus.close();
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

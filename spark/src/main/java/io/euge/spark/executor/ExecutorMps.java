package io.euge.spark.executor;

import io.euge.EugeException;
import io.euge.device.DeviceRequest;
import io.euge.device.gpu.Gpu;
import io.euge.device.gpu.GpuShare;
import io.euge.device.gpu.VisibleGpu;
import io.euge.device.mps.MemoryLimit;
import io.euge.device.mps.MpsClient;
import io.euge.device.mps.MpsDaemon;
import io.euge.device.mps.MpsDirectory;
import io.euge.device.mps.MpsLimits;
import io.euge.device.mps.MpsStatus;
import io.euge.device.mps.ThreadPercentage;
import io.euge.process.ProcessEnvironment;
import io.euge.process.ProgramException;
import io.euge.spark.conf.ClusterSettings;
import io.euge.spark.conf.MpsSettings;
import io.euge.spark.conf.MpsSettings.Mode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This executor as a client of an MPS daemon. The daemon of its GPU is started, or the one that
 * runs is taken, before CUDA starts here; and once a model is on the GPU, the daemon must know this
 * process, for CUDA goes on without MPS where it does not reach one. The daemon stays when the
 * executor ends: others may be its clients, and {@code euge mps stop} ends it.
 */
public final class ExecutorMps {
  private static final Logger LOG = LoggerFactory.getLogger(ExecutorMps.class);
  private static final int LOOKS = 5;

  /** Kubernetes sets it in each container. */
  private static final String KUBERNETES = "KUBERNETES_SERVICE_HOST";

  private final MpsSettings settings;
  private final ExecutorDevices devices;
  private final Map<String, String> environment;

  private MpsDaemon daemon;
  private boolean begun;
  private boolean looked;

  /** The metrics read these, and do not wait while the daemon is asked. */
  private volatile MpsLimits limits = MpsLimits.NONE;

  private volatile Proof proof = Proof.UNKNOWN;
  private volatile double threads = 100;

  /** Whether the daemon has this process among its clients. */
  enum Proof {
    ATTACHED(1),
    NOT_ATTACHED(0),
    /** Not looked for yet, or the daemon counts processes otherwise, as in another container. */
    UNKNOWN(-1);

    private final int number;

    Proof(int number) {
      this.number = number;
    }
  }

  ExecutorMps(MpsSettings settings, ExecutorDevices devices) {
    this(settings, devices, System.getenv());
  }

  /**
   * @param environment what this process was started with
   */
  ExecutorMps(MpsSettings settings, ExecutorDevices devices, Map<String, String> environment) {
    this.settings = settings;
    this.devices = devices;
    this.environment = environment;
  }

  /**
   * Makes this process a client, before CUDA starts in it. Does nothing where it is one.
   *
   * @throws EugeException if MPS is required and cannot be had
   */
  public synchronized void begin() {
    if (begun || settings.mode() == Mode.OFF) {
      return;
    }
    try {
      Optional<MpsDirectory> given = MpsDirectory.ofEnvironment(environment);
      if (given.isPresent()) {
        adopt(given.get());
      } else {
        start();
      }
      if (settings.mode() == Mode.REQUIRED && !devices.simulated()) {
        // Starts CUDA, which makes this process a client now rather than in the first task.
        devices.candidates(DeviceRequest.parse("cuda"));
        prove();
      }
    } catch (EugeException e) {
      daemon = null;
      limits = MpsLimits.NONE;
      threads = 100;
      if (settings.mode() == Mode.REQUIRED) {
        throw new EugeException(
            ClusterSettings.MPS.key()
                + " is 'required' and this executor cannot use MPS: "
                + e.getMessage(),
            e);
      }
      LOG.warn("This executor goes on without MPS: {}", e.getMessage());
    }
    begun = true;
  }

  /** Whoever set the variable, as Kubernetes does, has started the daemon and set its limits. */
  private void adopt(MpsDirectory directory) {
    List<Gpu> gpus =
        devices.visible().gpus().stream().flatMap(visible -> visible.gpu().stream()).toList();
    daemon = MpsDaemon.of(directory, gpus, Math.max(1, gpus.size()));
    try {
      Optional<String> fault = daemon.fault();
      if (fault.isPresent()) {
        throw new EugeException(fault.get());
      }
      threads = daemon.status().threadPercentage().orElse(threads);
    } catch (ProgramException e) {
      LOG.info("The MPS daemon in {} cannot be asked: {}", directory.pipe(), e.getMessage());
    }
  }

  private void start() {
    if (environment.containsKey(KUBERNETES)) {
      // Containers that each start a daemon have one each, and do not run at the same time.
      throw new EugeException(
          "this is a container of Kubernetes, and %s does not name a daemon that it shares with others: let NVIDIA's device plugin share the GPU by MPS, or set that variable and mount the daemon's directory"
              .formatted(MpsDirectory.PIPE));
    }
    List<VisibleGpu> visible = devices.visible().gpus();
    if (visible.size() > 1) {
      throw new EugeException(
          "it has the GPUs %s, and each has an MPS daemon of its own: give each executor one (spark.executor.resource.gpu.amount=1)"
              .formatted(visible));
    }
    Gpu gpu =
        visible.stream()
            .flatMap(one -> one.gpu().stream())
            .findFirst()
            .orElseThrow(() -> new EugeException(devices.unavailable()));
    int slots = devices.settings().slots();
    MpsLimits wanted =
        new MpsLimits(
            settings.threadPercentage(slots), settings.memoryLimit(devices.settings().share(gpu)));
    MpsDaemon ofGpu = MpsDaemon.ofGpu(gpu, settings.directory());
    MpsDaemon.StartResult beginning = ofGpu.start(wanted);
    LOG.info("MPS daemon of {}: {} in {}", gpu.uuid(), beginning, ofGpu.directory().pipe());
    ProcessEnvironment.set(MpsDirectory.PIPE, ofGpu.directory().pipe().toString());
    ProcessEnvironment.set("CUDA_MPS_PROTOCOL_VERSION", "2");
    wanted
        .threads()
        .ifPresent(
            cap -> ProcessEnvironment.set("CUDA_MPS_ACTIVE_THREAD_PERCENTAGE", cap.toString()));
    wanted
        .memory()
        .ifPresent(
            memory -> ProcessEnvironment.set("CUDA_MPS_PINNED_DEVICE_MEM_LIMIT", "0=" + memory));
    daemon = ofGpu;
    limits = wanted;
    threads =
        wanted.threads().map(ThreadPercentage::percent).map(Number::doubleValue).orElse(100.0);
  }

  /**
   * Looks whether the daemon knows this process; to be called once something is on the GPU.
   *
   * @throws EugeException if MPS is required and the daemon does not
   */
  synchronized void prove() {
    if (daemon == null || proof == Proof.ATTACHED) {
      return;
    }
    // What cannot be known is asked once.
    if (!looked || (settings.mode() == Mode.REQUIRED && proof == Proof.NOT_ATTACHED)) {
      look();
    }
  }

  private void look() {
    looked = true;
    MpsStatus status;
    try {
      status = status();
    } catch (EugeException e) {
      LOG.info("Whether MPS is used cannot be proven: {}", e.getMessage());
      return;
    }
    if (status.serves(pid())) {
      proof = Proof.ATTACHED;
      LOG.info("This process {} is a client of the MPS daemon in {}", pid(), pipe());
    } else if (status.running() && status.daemonPid().isEmpty()) {
      proof = Proof.UNKNOWN;
      LOG.info(
          "Whether MPS is used cannot be proven: the daemon in {} is not among the processes seen from here, so it counts them otherwise",
          pipe());
    } else {
      proof = Proof.NOT_ATTACHED;
      String words =
          "Process %d is not among the clients %s of the MPS daemon in %s, so its kernels take turns with those of others"
              .formatted(pid(), status.clients().stream().map(MpsClient::pid).toList(), pipe());
      if (settings.mode() == Mode.REQUIRED) {
        throw new EugeException(words + "; see its log in " + daemon.directory().log());
      }
      LOG.warn("{}", words);
    }
  }

  /** A client is listed when it has connected, which may be a moment after CUDA returns. */
  private MpsStatus status() {
    MpsStatus status = daemon.status();
    for (int i = 1; i < LOOKS && status.running() && !status.serves(pid()); i++) {
      if (status.daemonPid().isEmpty()) {
        return status;
      }
      LockSupport.parkNanos(100_000_000);
      status = daemon.status();
    }
    return status;
  }

  private String pipe() {
    return daemon.directory().pipe().toString();
  }

  private static long pid() {
    return ProcessHandle.current().pid();
  }

  /**
   * Bytes that models and their runs may take of a share: what MPS lets the process take may be
   * less than the share, for the daemon counts whole G.
   */
  long models(GpuShare share) {
    long process = limits.memory().map(MemoryLimit::bytes).orElse(Long.MAX_VALUE);
    return Math.max(1, Math.min(share.models(), process - share.context()));
  }

  /** For the metrics: 1 if the daemon knows this process, 0 if not, -1 if that is not known. */
  int attached() {
    return proof.number;
  }

  /** For the metrics: percent; 100 without a cap. */
  double threadPercentage() {
    return threads;
  }
}

package io.euge.spark.executor;

import io.euge.EugeException;
import io.euge.device.Device;
import io.euge.device.DeviceRequest;
import io.euge.device.gpu.Gpu;
import io.euge.device.gpu.GpuQueryResult;
import io.euge.device.gpu.GpuQueryResult.Available;
import io.euge.device.gpu.GpuQueryResult.Unavailable;
import io.euge.device.gpu.GpuSlot;
import io.euge.device.gpu.VisibleGpu;
import io.euge.device.gpu.VisibleGpus;
import io.euge.device.mps.MpsFault;
import io.euge.device.placement.GpuClaims;
import io.euge.spark.GpuSlotsDiscovery;
import io.euge.spark.conf.ClusterSettings;
import io.euge.spark.conf.GpuSettings;
import io.euge.spark.conf.SimSettings;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.spark.SparkConf;
import org.apache.spark.TaskContext;
import org.apache.spark.resource.ResourceInformation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The devices of this process. What Spark gave it, a slot, a UUID or an index, is all of the host's
 * GPUs that it sees. Where Spark gave an executor none, or all that it can see, the executor claims
 * slots for itself; in a driver's process it is all of them. They are looked for when the first
 * task wants one, and before CUDA starts here.
 */
public final class ExecutorDevices implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ExecutorDevices.class);

  private final GpuSettings settings;
  private final List<String> addresses;
  private final OptionalInt amount;
  private final Device.Kind kind;
  private final Supplier<GpuQueryResult> inventory;
  private final CudaStart cudaStart;
  private final EnvironmentVariables variables;

  private GpuQueryResult host;
  private VisibleGpus visible;
  private GpuClaims claims;
  private List<Device> automatic;

  /**
   * @param local whether this is the driver's process, which shares its host with no executor
   * @param addresses of GPUs that Spark gave this process
   * @param faults hears of it where MPS keeps this process from its GPU
   */
  ExecutorDevices(
      SparkConf conf, boolean local, List<String> addresses, Consumer<Throwable> faults) {
    this(
        conf,
        local,
        addresses,
        GpuSettings.of(conf).inventory()::query,
        new CudaStart(faults),
        EnvironmentVariables.OF_PROCESS);
  }

  ExecutorDevices(
      SparkConf conf,
      boolean local,
      List<String> addresses,
      Supplier<GpuQueryResult> inventory,
      CudaStart cudaStart,
      EnvironmentVariables variables) {
    this.settings = GpuSettings.of(conf);
    this.addresses = addresses;
    int wanted = conf.getInt("spark.executor.resource.gpu.amount", Math.max(1, addresses.size()));
    // More than was asked for is all that an executor sees, not what is meant for it alone.
    boolean given = !addresses.isEmpty() && addresses.size() <= wanted;
    this.amount = local || given ? OptionalInt.empty() : OptionalInt.of(wanted);
    this.kind =
        conf.contains(ClusterSettings.SIM_PARAMETERS.key()) ? Device.Kind.SIM : Device.Kind.CUDA;
    this.inventory = inventory;
    this.cudaStart = cudaStart;
    this.variables = variables;
  }

  /** The addresses of GPUs among what Spark gave; none if it gave no GPUs. */
  static List<String> addresses(Map<String, ResourceInformation> resources) {
    ResourceInformation gpus = resources.get(GpuSlotsDiscovery.GPU);
    return gpus == null ? List.of() : Arrays.asList(gpus.addresses());
  }

  /** Whether its GPUs are simulated ones. */
  boolean simulated() {
    return kind == Device.Kind.SIM;
  }

  /** Why the process has no GPU that the driver tells of, in a sentence. */
  synchronized String unavailable() {
    visible();
    return host instanceof Unavailable no
        ? no.message()
        : VisibleGpus.VARIABLE + " hides every GPU of this host from the process: take it away";
  }

  GpuSettings settings() {
    return settings;
  }

  /**
   * The GPUs that this process may use, which from now on are all that CUDA sees in it.
   *
   * @throws EugeException if Spark gave GPUs that are not to be had, or others have claimed all
   */
  public synchronized VisibleGpus visible() {
    if (visible == null) {
      host = inventory.get();
      List<Gpu> seen = host instanceof Available all ? all.gpus() : List.of();
      Optional<String> already = variables.inherited(VisibleGpus.VARIABLE);
      VisibleGpus found = VisibleGpus.of(kind, addresses, seen, already);
      List<String> free =
          found.gpus().stream().flatMap(one -> one.gpu().stream()).map(Gpu::uuid).toList();
      if (amount.isPresent() && !free.isEmpty()) {
        if (claims == null) {
          claims = GpuClaims.claim(settings.claims(), free, settings.slots(), amount.getAsInt());
        }
        List<String> claimed = claims.slots().stream().map(GpuSlot::toString).toList();
        LOG.info("This process has claimed {} on its host", claimed);
        found = VisibleGpus.of(kind, claimed, seen, already);
      }
      found
          .variable()
          .ifPresent(
              value -> {
                // An index means what nvidia-smi means by it.
                variables.set("CUDA_DEVICE_ORDER", "PCI_BUS_ID");
                variables.set(VisibleGpus.VARIABLE, value);
              });
      // Only now: before it is set, CUDA would take another GPU.
      visible = found;
      if (!visible.gpus().isEmpty()) {
        LOG.info("This process has the GPUs {}", visible.gpus());
      }
    }
    return visible;
  }

  /** The GPU of a device; empty if it is none or the driver tells nothing of it. */
  Optional<Gpu> gpu(Device device) {
    return visible().gpus().stream()
        .filter(one -> one.device().equals(device))
        .findFirst()
        .flatMap(VisibleGpu::gpu);
  }

  /** The device that Spark gave the task of this thread; empty if it gave none. */
  Optional<Device> ofTask() {
    TaskContext task = TaskContext.get();
    if (task == null) {
      return Optional.empty();
    }
    return addresses(task.resourcesJMap()).stream()
        .flatMap(address -> Optional.ofNullable(visible().addresses().get(address)).stream())
        .findFirst();
  }

  /**
   * The devices that a wish leaves to choose from, at least one.
   *
   * @throws EugeException if this process has none such, with what is missing
   */
  List<Device> candidates(DeviceRequest wish) {
    if (wish.kind().isEmpty()) {
      return automatic();
    }
    List<Device> all =
        switch (wish.kind().get()) {
          case CPU -> List.of(Device.CPU);
          case CUDA -> demanded();
          case SIM -> simulated(wish);
        };
    if (wish.device().isEmpty()) {
      return all;
    }
    if (!all.contains(wish.device().get())) {
      throw new EugeException(
          "This process has no device %s, but %s: ask for one of these, or for cuda, which is any"
              .formatted(wish, all));
    }
    return List.of(wish.device().get());
  }

  private synchronized List<Device> automatic() {
    if (automatic == null) {
      try {
        automatic = kind == Device.Kind.CUDA ? cuda() : List.of(Device.CPU);
      } catch (EugeException e) {
        if (MpsFault.in(e).isEmpty()) {
          automatic = List.of(Device.CPU);
        }
        // Who has no GPU knows; who has one wants to hear of it.
        if (host instanceof Available) {
          LOG.warn("The CPU is used though this host has a GPU: {}", e.getMessage());
        } else {
          LOG.info("The CPU is used: {}", e.getMessage());
        }
      }
    }
    // What MPS refuses now it may give to the next task.
    return automatic == null ? List.of(Device.CPU) : automatic;
  }

  private List<Device> demanded() {
    try {
      return cuda();
    } catch (EugeException e) {
      cudaStart.lost(e);
      throw e;
    }
  }

  private synchronized List<Device> cuda() {
    if (kind != Device.Kind.CUDA) {
      throw new EugeException(
          "This process's GPUs are simulated ("
              + ClusterSettings.SIM_PARAMETERS.key()
              + " is set): ask for the device sim");
    }
    List<Device> devices = visible().devices();
    cudaStart.require();
    if (!devices.isEmpty()) {
      return devices;
    }
    if (host instanceof Unavailable) {
      // CUDA works where the driver's tool is missing, as in some containers.
      return List.of(new Device(Device.Kind.CUDA, 0));
    }
    throw new EugeException(unavailable());
  }

  /** Where no GPU is seen there is one, so that the simulation can be tried on any machine. */
  private List<Device> simulated(DeviceRequest wish) {
    if (kind != Device.Kind.SIM) {
      throw new EugeException(
          "There is no simulated device %s: %s".formatted(wish, SimSettings.remedy()));
    }
    List<Device> devices = visible().devices();
    return devices.isEmpty() ? List.of(new Device(Device.Kind.SIM, 0)) : devices;
  }

  /** Frees the slots that this process claimed. Closing twice is harmless. */
  @Override
  public synchronized void close() {
    if (claims != null) {
      claims.close();
    }
  }
}

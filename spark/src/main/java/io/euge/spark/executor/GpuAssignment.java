package io.euge.spark.executor;

import io.euge.EugeException;
import io.euge.device.Device;
import io.euge.device.gpu.Gpu;
import io.euge.device.gpu.GpuQueryResult;
import io.euge.device.gpu.GpuQueryResult.Available;
import io.euge.device.gpu.GpuSlot;
import io.euge.device.gpu.VisibleGpus;
import io.euge.device.placement.GpuClaims;
import io.euge.spark.conf.ClusterSettings;
import io.euge.spark.conf.GpuSettings;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.apache.spark.SparkConf;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Determines which of the host's GPUs this process uses. What Spark assigned, a slot, a UUID or an
 * index, is all that it sees. Where Spark assigned an executor none, or all that the executor can
 * see, the executor claims slots for itself; the driver's process uses all. The claims last until
 * this is closed.
 */
final class GpuAssignment implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(GpuAssignment.class);

  private final GpuSettings settings;
  private final Device.Kind kind;
  private final List<String> addresses;
  private final OptionalInt slotsToClaim;
  private final Supplier<GpuQueryResult> inventory;
  private final EnvironmentVariables environment;

  private GpuClaims claims;

  /**
   * The GPUs of this process among those of its host.
   *
   * @param host what the driver answered
   */
  record Assigned(GpuQueryResult host, VisibleGpus visible) {}

  /**
   * @param local whether this is the driver's process, which shares its host with no executor
   * @param addresses of GPUs that Spark assigned to this process
   */
  GpuAssignment(
      SparkConf conf,
      boolean local,
      List<String> addresses,
      Supplier<GpuQueryResult> inventory,
      EnvironmentVariables environment) {
    this.settings = GpuSettings.of(conf);
    this.kind =
        conf.contains(ClusterSettings.SIM_PARAMETERS.key()) ? Device.Kind.SIM : Device.Kind.CUDA;
    this.addresses = addresses;
    int amount = conf.getInt("spark.executor.resource.gpu.amount", Math.max(1, addresses.size()));
    // More addresses than requested are all that an executor sees, not what it alone may use.
    boolean exclusive = !addresses.isEmpty() && addresses.size() <= amount;
    this.slotsToClaim = local || exclusive ? OptionalInt.empty() : OptionalInt.of(amount);
    this.inventory = inventory;
    this.environment = environment;
  }

  /** Returns whether the process's GPUs are real or simulated. */
  Device.Kind kind() {
    return kind;
  }

  /**
   * Determines the GPUs and makes them all that CUDA will see in this process.
   *
   * @throws EugeException if a GPU that Spark assigned does not exist, others have claimed all, or
   *     the environment cannot be changed
   */
  synchronized Assigned resolve() {
    GpuQueryResult host = inventory.get();
    List<Gpu> gpus = host instanceof Available available ? available.gpus() : List.of();
    VisibleGpus visible = visible(addresses, gpus);
    List<String> uuids =
        visible.gpus().stream().flatMap(one -> one.gpu().stream()).map(Gpu::uuid).toList();
    if (slotsToClaim.isPresent() && !uuids.isEmpty()) {
      visible = visible(claim(uuids), gpus);
    }
    visible.variable().ifPresent(this::export);
    if (!visible.gpus().isEmpty()) {
      LOG.info("This process has the GPUs {}", visible.gpus());
    }
    return new Assigned(host, visible);
  }

  private VisibleGpus visible(List<String> names, List<Gpu> gpus) {
    Optional<String> inherited =
        Optional.ofNullable(environment.inherited().get(VisibleGpus.VARIABLE));
    return VisibleGpus.of(kind, names, gpus, inherited);
  }

  /** Claims once: what a failure after it leaves is used by the next attempt. */
  private List<String> claim(List<String> uuids) {
    if (claims == null) {
      claims = GpuClaims.claim(settings.claims(), uuids, settings.slots(), slotsToClaim.getAsInt());
    }
    List<String> slots = claims.slots().stream().map(GpuSlot::toString).toList();
    LOG.info("This process has claimed {} on its host", slots);
    return slots;
  }

  private void export(String visible) {
    // CUDA then counts as nvidia-smi does.
    environment.set("CUDA_DEVICE_ORDER", "PCI_BUS_ID");
    environment.set(VisibleGpus.VARIABLE, visible);
  }

  /** Frees the slots that this process claimed. Closing twice is harmless. */
  @Override
  public synchronized void close() {
    if (claims != null) {
      claims.close();
    }
  }
}

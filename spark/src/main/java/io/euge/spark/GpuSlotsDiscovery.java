package io.euge.spark;

import io.euge.EugeException;
import io.euge.device.gpu.GpuSlot;
import io.euge.device.placement.GpuClaims;
import io.euge.spark.conf.GpuSettings;
import io.euge.spark.executor.GpuAddresses;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.spark.SparkConf;
import org.apache.spark.api.resource.ResourceDiscoveryPlugin;
import org.apache.spark.resource.ResourceInformation;
import org.apache.spark.resource.ResourceRequest;

/**
 * {@code spark.resources.discoveryPlugin=io.euge.spark.GpuSlotsDiscovery}: offers each GPU of the
 * host as several addresses, {@code GPU-<uuid>::0}, {@code GPU-<uuid>::1}, so that as many
 * executors share it. Spark asks it in a standalone Worker, an executor or the driver. Executors of
 * YARN and Kubernetes get a number only, and may see every GPU of the host: there the executor
 * claims that many slots for itself, those of the GPU with the fewest claims first.
 */
public final class GpuSlotsDiscovery implements ResourceDiscoveryPlugin {
  /** Retained until the process ends. */
  private static final List<GpuClaims> CLAIMS = new CopyOnWriteArrayList<>();

  /**
   * @return empty for a resource other than {@code gpu}, which is left to others
   * @throws EugeException if the setting is no number of slots, or no GPU can be used
   */
  @Override
  public Optional<ResourceInformation> discoverResource(ResourceRequest request, SparkConf conf) {
    if (!request.id().resourceName().equals(GpuAddresses.RESOURCE)) {
      return Optional.empty();
    }
    GpuSettings settings = GpuSettings.of(conf);
    List<GpuSlot> slots = GpuSlot.of(settings.inventory().query().gpus(), settings.slots());
    if (request.id().componentName().equals("spark.executor") && request.amount() < slots.size()) {
      List<String> gpus = slots.stream().map(GpuSlot::uuid).distinct().toList();
      GpuClaims claims =
          GpuClaims.claim(settings.claims(), gpus, settings.slots(), (int) request.amount());
      CLAIMS.add(claims);
      slots = claims.slots();
    }
    String[] addresses = slots.stream().map(GpuSlot::toString).toArray(String[]::new);
    return Optional.of(new ResourceInformation(GpuAddresses.RESOURCE, addresses));
  }
}

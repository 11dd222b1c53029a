package io.euge.spark;

import io.euge.EugeException;
import io.euge.device.GpuSlot;
import java.util.Optional;
import org.apache.spark.SparkConf;
import org.apache.spark.api.resource.ResourceDiscoveryPlugin;
import org.apache.spark.resource.ResourceInformation;
import org.apache.spark.resource.ResourceRequest;

/**
 * {@code spark.resources.discoveryPlugin=io.euge.spark.GpuSlotsDiscovery}: offers each GPU of the
 * host as several addresses, {@code GPU-<uuid>::0}, {@code GPU-<uuid>::1}, so that as many
 * executors share it. Spark asks it in a standalone Worker, an executor or the driver.
 */
public final class GpuSlotsDiscovery implements ResourceDiscoveryPlugin {
  /** The one resource that this knows, as Spark names it. */
  static final String GPU = "gpu";

  /**
   * @return empty for a resource other than {@code gpu}, which is left to others
   * @throws EugeException if the setting is no number of slots, or no GPU can be used
   */
  @Override
  public Optional<ResourceInformation> discoverResource(ResourceRequest request, SparkConf conf) {
    if (!request.id().resourceName().equals(GPU)) {
      return Optional.empty();
    }
    GpuSettings settings = GpuSettings.of(conf);
    String[] addresses =
        GpuSlot.of(settings.inventory().look().gpus(), settings.slots()).stream()
            .map(GpuSlot::toString)
            .toArray(String[]::new);
    return Optional.of(new ResourceInformation(GPU, addresses));
  }
}

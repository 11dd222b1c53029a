package io.euge.spark;

import io.euge.EugeException;
import io.euge.OptionException;
import io.euge.device.GpuInventory;
import io.euge.device.GpuSlot;
import io.euge.device.Program;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
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
  /** Executors that share a GPU; 1 if unset. */
  static final String SLOTS = "spark.euge.gpu.slots";

  /** The file of {@code nvidia-smi}; that on the {@code PATH} if unset. */
  static final String NVIDIA_SMI = "spark.euge.gpu.nvidiaSmi";

  static final Set<String> KEYS = Set.of(SLOTS, NVIDIA_SMI);

  /** The one resource that this knows, as Spark names it. */
  private static final String GPU = "gpu";

  /**
   * @return empty for a resource other than {@code gpu}, which is left to others
   * @throws EugeException if the setting is no number of slots, or no GPU can be used
   */
  @Override
  public Optional<ResourceInformation> discoverResource(ResourceRequest request, SparkConf conf) {
    if (!request.id().resourceName().equals(GPU)) {
      return Optional.empty();
    }
    GpuInventory inventory =
        conf.contains(NVIDIA_SMI)
            ? new GpuInventory(Program.at(Path.of(conf.get(NVIDIA_SMI))))
            : new GpuInventory();
    String[] addresses =
        GpuSlot.of(inventory.look().gpus(), slots(conf)).stream()
            .map(GpuSlot::toString)
            .toArray(String[]::new);
    return Optional.of(new ResourceInformation(GPU, addresses));
  }

  private static int slots(SparkConf conf) {
    String value = conf.get(SLOTS, "1");
    try {
      return Integer.parseInt(value.strip());
    } catch (NumberFormatException e) {
      throw new OptionException(
          SLOTS + " is '" + value + "': give a whole number from 1 to " + GpuSlot.MOST);
    }
  }
}

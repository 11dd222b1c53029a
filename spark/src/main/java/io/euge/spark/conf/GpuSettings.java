package io.euge.spark.conf;

import io.euge.OptionException;
import io.euge.device.gpu.Gpu;
import io.euge.device.gpu.GpuInventory;
import io.euge.device.gpu.GpuShare;
import io.euge.device.placement.Policy;
import io.euge.process.Program;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.spark.SparkConf;

/**
 * Settings by which executors share the GPUs of their hosts.
 *
 * @param slots executors that share a GPU
 * @param nvidiaSmi NVIDIA's program that lists GPUs
 * @param policy which of a process's GPUs a task gets
 * @param reserve what nobody takes of a GPU
 * @param contextMemory bytes that CUDA takes for itself in each process
 * @param spreadAt tasks on each GPU that holds a model from which on another gets it too
 * @param claims the directory in which executors claim slots where nobody hands them out
 */
public record GpuSettings(
    int slots,
    Program nvidiaSmi,
    Policy policy,
    GpuReserve reserve,
    long contextMemory,
    int spreadAt,
    Path claims) {
  /**
   * Reads the settings of a process.
   *
   * @throws OptionException naming the keys and values that cannot be
   */
  public static GpuSettings of(SparkConf conf) {
    return ConfParser.parse(conf, GpuSettings::of);
  }

  static GpuSettings of(ConfParser parser) {
    return new GpuSettings(
        parser.value(ClusterSettings.GPU_SLOTS),
        parser.value(ClusterSettings.NVIDIA_SMI),
        parser.value(ClusterSettings.GPU_POLICY),
        parser.value(ClusterSettings.GPU_RESERVE),
        parser.value(ClusterSettings.GPU_CONTEXT_MEMORY),
        parser.value(ClusterSettings.GPU_SPREAD_AT),
        parser.value(ClusterSettings.GPU_CLAIMS));
  }

  /** Returns the inventory that {@code nvidia-smi} gives. */
  public GpuInventory inventory() {
    return new GpuInventory(nvidiaSmi);
  }

  /**
   * Returns a process's share of a GPU; empty where the GPU's memory is not known.
   *
   * @throws OptionException if nothing is left for models
   */
  public Optional<GpuShare> share(Gpu gpu) {
    OptionalLong total = gpu.memoryTotal();
    return total.isEmpty() ? Optional.empty() : Optional.of(share(total.getAsLong()));
  }

  private GpuShare share(long total) {
    return new GpuShare(total, slots, reserve.of(total), contextMemory);
  }
}

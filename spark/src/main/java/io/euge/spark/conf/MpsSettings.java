package io.euge.spark.conf;

import io.euge.OptionException;
import io.euge.device.gpu.GpuShare;
import io.euge.device.mps.MemoryLimit;
import io.euge.device.mps.ThreadPercentage;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.spark.SparkConf;

/**
 * Settings by which executors share their GPU with NVIDIA's Multi-Process Service.
 *
 * @param threadPercentage the most of a GPU's threads that a client uses at once
 * @param memoryLimit the most of a GPU's memory that a client takes
 * @param directory holds the directories of all GPUs' daemons
 */
public record MpsSettings(
    Mode mode,
    AutoLimit<ThreadPercentage> threadPercentage,
    AutoLimit<MemoryLimit> memoryLimit,
    Path directory) {
  /** Whether MPS is used. */
  public enum Mode {
    /** Nothing is started or asked. */
    OFF,
    /** Where it can be had; else a warning, and on without. */
    AUTO,
    /** Always: an executor that cannot have it does not start. */
    REQUIRED
  }

  /**
   * Reads the settings of a process.
   *
   * @throws OptionException naming the keys and values that cannot be
   */
  public static MpsSettings of(SparkConf conf) {
    return ConfParser.parse(conf, MpsSettings::of);
  }

  static MpsSettings of(ConfParser parser) {
    return new MpsSettings(
        parser.value(ClusterSettings.MPS),
        parser.value(ClusterSettings.MPS_THREAD_PERCENTAGE),
        parser.value(ClusterSettings.MPS_MEMORY),
        parser.value(ClusterSettings.MPS_DIRECTORY));
  }

  /**
   * Returns a client's thread percentage. Chosen automatically it is 100 / (n / 2) for n slots:
   * NVIDIA's advice for clients that are not all busy at once.
   */
  public Optional<ThreadPercentage> threadPercentage(int slots) {
    return threadPercentage.or(
        () ->
            slots <= 2
                ? Optional.empty()
                : Optional.of(
                    new ThreadPercentage(
                        BigDecimal.valueOf(200)
                            .divide(BigDecimal.valueOf(slots), 1, RoundingMode.DOWN))));
  }

  /**
   * Returns a client's memory limit. Chosen automatically it is the process's share, if the GPU is
   * shared.
   */
  public Optional<MemoryLimit> memoryLimit(Optional<GpuShare> share) {
    return memoryLimit.or(
        () -> share.filter(one -> one.slots() > 1).map(one -> MemoryLimit.atMost(one.process())));
  }
}

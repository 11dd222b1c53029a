package io.euge.device.context;

import io.euge.OptionException;
import io.euge.device.Device;
import io.euge.device.gpu.Gpu;
import io.euge.device.gpu.GpuShare;
import io.euge.device.gpu.VisibleGpu;
import io.euge.device.mps.MemoryLimit;
import io.euge.device.mps.MpsLimits;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * One GPU of this process and what the process may take of it.
 *
 * @param device how engines address it
 * @param gpu what the driver reported; empty where the host's GPUs are unavailable
 * @param share the process's share; empty where the GPU's memory is unknown
 * @param modelBytes bytes for models and their runs; empty where the GPU's memory is unknown
 * @param overcommitted why the settings leave no memory for models; empty if they do
 */
public record GpuBudget(
    Device device,
    Optional<Gpu> gpu,
    Optional<GpuShare> share,
    OptionalLong modelBytes,
    Optional<String> overcommitted) {

  /**
   * Returns the budget of a visible GPU.
   *
   * @param shares computes the share of a GPU; an {@link OptionException} means overcommitted
   */
  public static GpuBudget of(VisibleGpu visible, Function<Gpu, Optional<GpuShare>> shares) {
    try {
      Optional<GpuShare> share = visible.gpu().flatMap(shares);
      OptionalLong models =
          share.map(one -> OptionalLong.of(one.models())).orElse(OptionalLong.empty());
      return new GpuBudget(visible.device(), visible.gpu(), share, models, Optional.empty());
    } catch (OptionException e) {
      return new GpuBudget(
          visible.device(),
          visible.gpu(),
          Optional.empty(),
          OptionalLong.empty(),
          Optional.of(e.getMessage()));
    }
  }

  /**
   * Returns this budget under the limits of an MPS daemon, which may be below the share because the
   * daemon counts whole G.
   */
  public GpuBudget within(MpsLimits limits) {
    if (share.isEmpty() || limits.memory().isEmpty()) {
      return this;
    }
    long limit = limits.memory().map(MemoryLimit::bytes).get() - share.get().context();
    long models = Math.max(1, Math.min(share.get().models(), limit));
    return new GpuBudget(device, gpu, share, OptionalLong.of(models), overcommitted);
  }

  /**
   * Returns this budget.
   *
   * @throws OptionException if it is overcommitted
   */
  public GpuBudget requireMemory() {
    if (overcommitted.isPresent()) {
      throw new OptionException(overcommitted.get());
    }
    return this;
  }

  /** Returns the bytes that the driver reported free; empty if unknown. */
  public OptionalLong observedFree() {
    return gpu.filter(one -> one.memoryTotal().isPresent() && one.memoryUsed().isPresent())
        .map(one -> OptionalLong.of(one.memoryTotal().getAsLong() - one.memoryUsed().getAsLong()))
        .orElse(OptionalLong.empty());
  }

  /** Returns the device, and the UUID where it is known. */
  @Override
  public String toString() {
    return new VisibleGpu(device, gpu).toString();
  }
}

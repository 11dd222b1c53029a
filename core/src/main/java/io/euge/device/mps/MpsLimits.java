package io.euge.device.mps;

import io.euge.OptionException;
import io.euge.device.gpu.Gpu;
import java.util.Optional;

/**
 * The maximum of each resource that a client of a daemon may use. A client can lower its own limit,
 * never raise it.
 *
 * @param threads empty leaves the daemon's own, all at first
 * @param memory empty leaves the daemon's own, none at first
 */
public record MpsLimits(Optional<ThreadPercentage> threads, Optional<MemoryLimit> memory) {
  /** Leaves the daemon as it is. */
  public static final MpsLimits NONE = new MpsLimits(Optional.empty(), Optional.empty());

  /**
   * Returns these limits after checking that the GPU has the memory.
   *
   * @throws OptionException if the limit is above all the memory of the GPU
   */
  public MpsLimits within(Gpu gpu) {
    if (memory.isPresent()
        && gpu.memoryTotal().isPresent()
        && memory.get().bytes() > gpu.memoryTotal().getAsLong()) {
      throw new OptionException(
          "The memory limit "
              + memory.get()
              + " is above the "
              + (gpu.memoryTotal().getAsLong() >> 20)
              + "M of GPU "
              + gpu.index()
              + ": give less");
    }
    return this;
  }
}

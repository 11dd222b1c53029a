package io.euge.device.gpu;

import io.euge.OptionException;

/**
 * One process's share of a GPU's memory. The memory without the reserve is divided by the slots; a
 * process's share without its CUDA context is for models and the buffers of their runs.
 *
 * @param total the GPU's memory in bytes
 * @param slots processes that share it, at least 1
 * @param reserve bytes of the GPU that no process takes
 * @param context bytes that CUDA takes for itself in each process
 */
public record GpuShare(long total, int slots, long reserve, long context) {
  /** The default fraction of a GPU that stays free. */
  public static final double RESERVE = 0.05;

  /**
   * The default bytes of a CUDA context with cuDNN's and cuBLAS' kernels loaded. 536 MiB were
   * measured on an H100 (driver 580, CUDA 13); it depends on GPU, driver and libraries.
   */
  public static final long CONTEXT = 576L << 20;

  /**
   * @throws OptionException if nothing is left for models
   */
  public GpuShare {
    GpuSlot.requireCount(slots);
    // Compared, not subtracted: a reserve and a context far above the total would wrap around.
    long share = Math.max(0, total - reserve) / slots;
    if (share <= context) {
      throw new OptionException(
          ("%d processes on a GPU of %d MiB leave no memory for models: each gets (%d - %d) / %d ="
                  + " %d MiB, and CUDA itself takes %d MiB of it; use fewer slots")
              .formatted(
                  slots,
                  total >> 20,
                  total >> 20,
                  reserve >> 20,
                  slots,
                  share >> 20,
                  context >> 20));
    }
  }

  /** Returns the share of one of several processes, with the default reserve and context. */
  public static GpuShare of(long total, int slots) {
    return new GpuShare(total, slots, (long) (total * RESERVE), CONTEXT);
  }

  /** Returns all the bytes that a process may take, its limit under MPS, in whole mebibytes. */
  public long process() {
    return wholeMebibytes((total - reserve) / slots);
  }

  /** Returns the bytes that a process may take for models and runs, in whole mebibytes. */
  public long models() {
    return wholeMebibytes((total - reserve) / slots - context);
  }

  private static long wholeMebibytes(long bytes) {
    return (bytes >> 20) << 20;
  }
}

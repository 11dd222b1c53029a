package io.euge.device.gpu;

import io.euge.OptionException;

/**
 * What one process may take of a GPU's memory that several share. All of it that is not the reserve
 * is divided by the slots; of its share, a process loses the CUDA context, and the rest is for
 * models and the buffers of their runs.
 *
 * @param total the GPU's memory in bytes
 * @param slots processes that share it, at least 1
 * @param reserve bytes of the GPU that nobody takes
 * @param context bytes that CUDA takes for itself in each process
 */
public record GpuShare(long total, int slots, long reserve, long context) {
  /** The part of a GPU that stays free if nobody says otherwise. */
  public static final double RESERVE = 0.05;

  /**
   * Bytes of a CUDA context with cuDNN's and cuBLAS' kernels loaded, if nobody says otherwise. An
   * assumption on the safe side: it depends on GPU, driver and libraries and was not measured here.
   */
  public static final long CONTEXT = 512L << 20;

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

  /** The share of one of so many processes, with the usual reserve and context. */
  public static GpuShare of(long total, int slots) {
    return new GpuShare(total, slots, (long) (total * RESERVE), CONTEXT);
  }

  /** Bytes that a process may take in all: its limit under MPS, in whole mebibytes. */
  public long process() {
    return wholeMebibytes((total - reserve) / slots);
  }

  /** Bytes that a process may take for models and their runs, in whole mebibytes. */
  public long models() {
    return wholeMebibytes((total - reserve) / slots - context);
  }

  private static long wholeMebibytes(long bytes) {
    return (bytes >> 20) << 20;
  }
}

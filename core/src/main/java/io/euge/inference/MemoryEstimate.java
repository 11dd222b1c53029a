package io.euge.inference;

import io.euge.model.Model;

/** Estimates the memory of a model before its first load. */
public final class MemoryEstimate {
  /**
   * Loading needs the weights of the file, the copy in the CPU's layout, and the buffers of the
   * first run. With yolov3 (248 MB) 671 MB were measured: 2.7 times the file.
   */
  private static final long FACTOR = 3;

  /** The memory of the smallest models. */
  private static final long LEAST = 16L << 20;

  private MemoryEstimate() {}

  /** Returns the estimate in bytes: three times the graph file plus 16 MiB. */
  public static long of(Model model) {
    return model.bytes() * FACTOR + LEAST;
  }
}

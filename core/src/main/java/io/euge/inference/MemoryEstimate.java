package io.euge.inference;

import io.euge.model.Model;

/** What a model will take before it has ever been loaded. */
public final class MemoryEstimate {
  /**
   * Loading holds the weights of the file, the copy the optimiser lays out anew for the processor,
   * and buffers of the first run. With yolov3 (248 MB) 671 MB were measured: 2.7 times the file.
   */
  private static final long FACTOR = 3;

  /** What even the smallest model takes. */
  private static final long LEAST = 16L << 20;

  private MemoryEstimate() {}

  /** Bytes: three times the graph file and 16 MiB. */
  public static long of(Model model) {
    return model.bytes() * FACTOR + LEAST;
  }
}

package io.euge.simulation;

import java.util.Optional;

/** GPUs for tests. */
final class Gpus {
  private Gpus() {}

  /** Ten multiprocessors, 1000 MiB, a slice of 10 s, 1 s to switch, 100 bytes a second. */
  static GpuParameters small() {
    return new GpuParameters(
        "small",
        Optional.empty(),
        10,
        1000L << 20,
        100L << 20,
        50L << 20,
        1,
        1e9,
        10,
        0.1,
        0,
        100,
        10,
        1,
        1,
        Optional.empty());
  }
}

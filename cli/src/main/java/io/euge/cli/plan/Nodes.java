package io.euge.cli.plan;

import io.euge.OptionException;

/**
 * The machines of a cluster, which are all identical.
 *
 * @param count number of machines
 * @param gpus per machine; 0 if CPUs run the model
 * @param gpuMemory bytes per GPU; 0 without GPUs
 * @param cores per machine
 * @param memory bytes per machine
 * @param cuda memory of a GPU that a process takes in addition to a model's weights
 */
record Nodes(int count, int gpus, long gpuMemory, int cores, long memory, CudaMemory cuda) {
  /** Cores per GPU, assumed if not given. */
  public static final int CORES_PER_GPU = 8;

  /** Bytes of host memory per GPU, assumed if not given. */
  public static final long MEMORY_PER_GPU = 16L << 30;

  private static final int MAX_NODES = 100_000;
  private static final int MAX_GPUS = 64;
  private static final int MAX_CORES = 4096;
  private static final long MIN_BYTES = 1L << 20;
  static final long MAX_BYTES = 1L << 50;

  /**
   * Checks the values.
   *
   * @throws OptionException if one is too small or unrealistically large
   */
  public Nodes {
    requireRange("nodes", count, 1, MAX_NODES);
    requireRange("GPUs of a node", gpus, 0, MAX_GPUS);
    requireRange("cores of a node", cores, 1, MAX_CORES);
    if (gpus > 0) {
      requireRange("memory of a GPU", gpuMemory);
    }
    requireRange("memory of a node", memory);
  }

  /** Creates machines of whose GPUs nothing is known. */
  Nodes(int count, int gpus, long gpuMemory, int cores, long memory) {
    this(count, gpus, gpuMemory, cores, memory, CudaMemory.ASSUMED);
  }

  private static void requireRange(String name, int number, int min, int max) {
    if (number < min || number > max) {
      throw new OptionException(
          "The %s are %d: give a whole number from %d to %d".formatted(name, number, min, max));
    }
  }

  private static void requireRange(String name, long bytes) {
    if (bytes < MIN_BYTES || bytes > MAX_BYTES) {
      throw new OptionException(
          "The " + name + " is " + bytes + " bytes: give a size from 1m, such as 24g");
    }
  }
}

package io.euge.cli.plan;

import io.euge.OptionException;

/**
 * The machines of a cluster, all alike.
 *
 * @param count how many
 * @param gpus of each
 * @param gpuMemory bytes of each GPU
 * @param cores of each
 * @param memory bytes of each
 */
record Nodes(int count, int gpus, long gpuMemory, int cores, long memory) {
  /** Cores for each GPU, assumed where the user gives none. */
  public static final int CORES_PER_GPU = 8;

  /** Bytes of memory for each GPU, assumed where the user gives none. */
  public static final long MEMORY_PER_GPU = 16L << 30;

  private static final int MAX_NODES = 100_000;
  private static final int MAX_GPUS = 64;
  private static final int MAX_CORES = 4096;
  private static final long MIN_BYTES = 1L << 20;
  private static final long MAX_BYTES = 1L << 50;

  /**
   * Checks the numbers.
   *
   * @throws OptionException if one is below 1, or larger than any such machine
   */
  public Nodes {
    requireRange("nodes", count, MAX_NODES);
    requireRange("GPUs of a node", gpus, MAX_GPUS);
    requireRange("cores of a node", cores, MAX_CORES);
    requireRange("memory of a GPU", gpuMemory);
    requireRange("memory of a node", memory);
  }

  private static void requireRange(String name, int number, int max) {
    if (number < 1 || number > max) {
      throw new OptionException(
          "The " + name + " are " + number + ": give a whole number from 1 to " + max);
    }
  }

  private static void requireRange(String name, long bytes) {
    if (bytes < MIN_BYTES || bytes > MAX_BYTES) {
      throw new OptionException(
          "The " + name + " is " + bytes + " bytes: give a size from 1m, such as 24g");
    }
  }
}

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
public record Nodes(int count, int gpus, long gpuMemory, int cores, long memory) {
  /** Cores for each GPU where nobody says how many there are. */
  public static final int CORES_PER_GPU = 8;

  /** Bytes of memory for each GPU where nobody says how many there are. */
  public static final long MEMORY_PER_GPU = 16L << 30;

  private static final int MOST = 100_000;
  private static final int MOST_GPUS = 64;
  private static final int MOST_CORES = 4096;
  private static final long LEAST_BYTES = 1L << 20;
  private static final long MOST_BYTES = 1L << 50;

  /**
   * @throws OptionException if one is below 1, or larger than any such machine
   */
  public Nodes {
    within("nodes", count, MOST);
    within("GPUs of a node", gpus, MOST_GPUS);
    within("cores of a node", cores, MOST_CORES);
    within("memory of a GPU", gpuMemory);
    within("memory of a node", memory);
  }

  private static void within(String what, int number, int most) {
    if (number < 1 || number > most) {
      throw new OptionException(
          "The " + what + " are " + number + ": give a whole number from 1 to " + most);
    }
  }

  private static void within(String what, long bytes) {
    if (bytes < LEAST_BYTES || bytes > MOST_BYTES) {
      throw new OptionException(
          "The " + what + " is " + bytes + " bytes: give a size from 1m, such as 24g");
    }
  }
}

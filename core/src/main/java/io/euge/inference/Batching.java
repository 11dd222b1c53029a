package io.euge.inference;

import java.io.Serializable;
import java.time.Duration;

/**
 * Defines when frames of different callers run in one batch.
 *
 * @param when the devices that batch
 * @param maxBatch the largest number of frames of one run
 * @param maxDelay the longest time that the oldest frame waits for others
 */
public record Batching(When when, int maxBatch, Duration maxDelay) implements Serializable {
  /** The devices that batch. */
  public enum When {
    /**
     * Accelerators batch. The CPU does not, because two runs of one frame are faster there than one
     * of two.
     */
    ACCELERATOR,
    ALWAYS,
    NEVER
  }

  /** Batches on accelerators, with at most 8 frames and a wait of 2 milliseconds. */
  public static final Batching DEFAULT = new Batching(When.ACCELERATOR, 8, Duration.ofMillis(2));

  public Batching {
    if (maxBatch < 1 || maxDelay.isNegative()) {
      throw new IllegalArgumentException("cannot batch " + maxBatch + " frames in " + maxDelay);
    }
  }

  public Batching with(When newWhen) {
    return new Batching(newWhen, maxBatch, maxDelay);
  }
}

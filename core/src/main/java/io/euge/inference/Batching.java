package io.euge.inference;

import java.io.Serializable;
import java.time.Duration;

/**
 * When frames of different callers are run together.
 *
 * @param when on which devices
 * @param maxBatch most frames of one run of the device
 * @param maxDelay longest wait of the oldest frame for others to join it
 */
public record Batching(When when, int maxBatch, Duration maxDelay) implements Serializable {
  /** Which devices batch. */
  public enum When {
    /** Accelerators batch; the processor does not, for there two single runs beat one double. */
    ACCELERATOR,
    ALWAYS,
    NEVER
  }

  /** Accelerators, 8 frames, 2 milliseconds. */
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

package io.euge.inference.sharing;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Defines how long models without a lease are kept, and how much memory models may use.
 *
 * @param keepAlive how long a model is kept after its last lease; zero closes it immediately; empty
 *     keeps it until the registry closes
 * @param memory bytes that models may use on each device; empty for no limit
 */
public record EvictionPolicy(Optional<Duration> keepAlive, OptionalLong memory) {
  /** Keeps all models until the registry closes. */
  public static final EvictionPolicy UNLIMITED =
      new EvictionPolicy(Optional.empty(), OptionalLong.empty());

  public EvictionPolicy {
    if (keepAlive.isPresent() && keepAlive.get().isNegative()) {
      throw new IllegalArgumentException("models cannot be kept for " + keepAlive.get());
    }
    if (memory.isPresent() && memory.getAsLong() < 1) {
      throw new IllegalArgumentException("models cannot fit " + memory.getAsLong() + " bytes");
    }
  }

  public EvictionPolicy withKeepAlive(Duration time) {
    return new EvictionPolicy(Optional.of(time), memory);
  }

  public EvictionPolicy withMemory(long bytes) {
    return new EvictionPolicy(keepAlive, OptionalLong.of(bytes));
  }
}

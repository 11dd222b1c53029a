package io.euge.device.placement;

import java.util.Locale;

/** The policy that chooses one of several suitable devices. */
public enum Policy {
  /** The GPU that Spark assigned to the task; the least loaded where it assigned none. */
  SPARK,
  /** The one with the fewest tasks, then the one with the most free memory. */
  LEAST_LOADED,
  /** One after the other. */
  ROUND_ROBIN;

  /**
   * Reads {@code spark}, {@code least-loaded} or {@code round-robin}.
   *
   * @throws IllegalArgumentException if the text is none of these
   */
  public static Policy parse(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  /** Returns the text that a user writes. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}

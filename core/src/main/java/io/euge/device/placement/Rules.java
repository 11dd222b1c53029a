package io.euge.device.placement;

/**
 * How devices are chosen.
 *
 * @param spreadAt tasks on each device that holds a model from which on another device gets a copy;
 *     at least 1
 */
public record Rules(Policy policy, int spreadAt) {
  /** Spark's word where it gave one; another copy when each there is has four tasks. */
  public static final Rules DEFAULT = new Rules(Policy.SPARK, 4);

  public Rules {
    if (spreadAt < 1) {
      throw new IllegalArgumentException("cannot spread at " + spreadAt + " tasks");
    }
  }
}

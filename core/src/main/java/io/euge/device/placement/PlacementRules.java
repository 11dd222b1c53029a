package io.euge.device.placement;

/**
 * The rules by which devices are chosen.
 *
 * @param spreadAt tasks on each device that holds a model from which on another device gets a copy;
 *     at least 1
 */
public record PlacementRules(Policy policy, int spreadAt) {
  /** Follows Spark's assignments; adds a copy when each existing one has four tasks. */
  public static final PlacementRules DEFAULT = new PlacementRules(Policy.SPARK, 4);

  public PlacementRules {
    if (spreadAt < 1) {
      throw new IllegalArgumentException("cannot spread at " + spreadAt + " tasks");
    }
  }
}

package io.euge.evaluation.tracking;

/**
 * A box of ground truth.
 *
 * @param track its number, unique within a frame
 * @param role what it does in the evaluation
 */
public record TruthBox(int track, Corners box, Role role) {
  /** What a box of ground truth does. */
  public enum Role {
    /** It must be found. */
    EVALUATED,
    /** It need not be found, and a box that is matched with it does not count. */
    DISTRACTOR,
    /** It need not be found, and a box that is matched with it counts as wrong. */
    NEUTRAL,
    /** A region: an unmatched box of which more than half lies in it does not count. */
    REGION
  }
}

package io.euge.device.placement;

import io.euge.device.Device;

/**
 * Where a model goes, and why.
 *
 * @param explanation a sentence for people
 */
public record PlacementDecision(Device device, Reason reason, String explanation) {
  /** Why a device was chosen. */
  public enum Reason {
    /** There is no other. */
    ONLY,
    /** It is the one that Spark gave the task. */
    TOLD,
    /** It holds a copy. */
    HELD,
    /** It gets the first copy. */
    FIRST,
    /** It gets another copy, for all that hold one are full. */
    SPREAD,
    /** It holds a copy and is full, as all are. */
    CROWDED,
    /** The task has a copy of its own there. */
    OWN
  }
}

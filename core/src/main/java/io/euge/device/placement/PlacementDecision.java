package io.euge.device.placement;

import io.euge.device.Device;

/**
 * The device chosen for a model, and the reason.
 *
 * @param explanation a sentence for people
 */
public record PlacementDecision(Device device, Reason reason, String explanation) {
  /** Why a device was chosen. */
  public enum Reason {
    /** There is no other. */
    ONLY,
    /** It is the one that Spark gave the task. */
    ASSIGNED,
    /** It already has a copy. */
    RESIDENT,
    /** It gets the first copy. */
    FIRST,
    /** It gets another copy, for all that hold one are full. */
    SPREAD,
    /** It has a copy and is full, as all are. */
    SATURATED,
    /** The task has a dedicated copy there. */
    DEDICATED
  }
}

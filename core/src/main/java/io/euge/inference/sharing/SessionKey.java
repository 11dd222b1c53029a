package io.euge.inference.sharing;

import io.euge.device.Device;
import io.euge.inference.EngineOptions;

/**
 * Identifies a session: leases share one if the content of the graph, the device and the options
 * are equal.
 *
 * @param copy 0 for the copy that all share, else the number of a private one
 */
record SessionKey(String sha256, Device device, EngineOptions options, long copy) {
  boolean isPrivate() {
    return copy != 0;
  }

  /** Returns the key of the copy that all share, which takes as much memory as a private one. */
  SessionKey shared() {
    return new SessionKey(sha256, device, options, 0);
  }
}

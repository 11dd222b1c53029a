package io.euge.device.context;

import io.euge.device.mps.MpsDaemon;
import io.euge.device.mps.MpsLimits;
import java.util.Optional;

/**
 * The connection of this process to MPS. One daemon serves all GPUs of a process.
 *
 * @param daemon the daemon whose client this process becomes; empty without MPS
 * @param limits what this process set for itself
 * @param threadPercentage the most of a GPU's threads that this process may use; 100 without a cap
 * @param reason why there is no MPS; empty if there is
 */
public record MpsAttachment(
    Optional<MpsDaemon> daemon,
    MpsLimits limits,
    double threadPercentage,
    Optional<String> reason) {

  /** Returns an attachment to a daemon. */
  public static MpsAttachment to(MpsDaemon daemon, MpsLimits limits, double threadPercentage) {
    return new MpsAttachment(Optional.of(daemon), limits, threadPercentage, Optional.empty());
  }

  /** Returns that there is none. */
  public static MpsAttachment none(String reason) {
    return new MpsAttachment(Optional.empty(), MpsLimits.NONE, 100, Optional.of(reason));
  }
}

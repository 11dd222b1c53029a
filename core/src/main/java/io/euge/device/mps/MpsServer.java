package io.euge.device.mps;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The process that owns the GPU for its clients; the daemon starts it for the first of them.
 *
 * @param state as the daemon reports it, {@code INITIALIZING}, {@code ACTIVE} or {@code FAULT} if a
 *     client's fault ended it for all; empty if not reported, as before driver 550
 * @param threadPercentage of new clients; empty if not reported
 * @param memoryLimit of new clients; empty if none or not reported
 */
public record MpsServer(
    long pid,
    Optional<String> state,
    OptionalDouble threadPercentage,
    Optional<String> memoryLimit,
    List<MpsClient> clients) {
  public MpsServer {
    clients = List.copyOf(clients);
  }
}

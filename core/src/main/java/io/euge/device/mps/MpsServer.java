package io.euge.device.mps;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The process that owns the GPU for its clients; the daemon starts it for the first of them.
 *
 * @param state in the daemon's words, {@code INITIALIZING}, {@code ACTIVE} or {@code FAULT}; empty
 *     if it does not tell, as before driver 550
 * @param threadPercentage of new clients; empty if it does not tell
 * @param memoryLimit of new clients; empty if none or not told
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

  /** Whether a client's fault ended it for all: its clients must exit. */
  public boolean faulty() {
    return state.filter("FAULT"::equals).isPresent();
  }
}

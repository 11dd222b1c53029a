package io.euge.device.mps;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * The state of a control daemon at one moment.
 *
 * @param state whether it runs and answers
 * @param reason a sentence on what is wrong and the remedy; empty while it runs
 * @param daemonPid empty if there is none or it is not visible
 * @param startedByEuge whether this very daemon was started by Euge, so that Euge may stop it
 * @param threadPercentage of the next server's clients
 * @param memoryLimit of the next server's clients on the daemon's first device; empty if none
 */
public record MpsStatus(
    MpsDirectory directory,
    State state,
    Optional<String> reason,
    OptionalLong daemonPid,
    boolean startedByEuge,
    OptionalDouble threadPercentage,
    Optional<String> memoryLimit,
    List<MpsServer> servers) {

  /** The state of a daemon. */
  public enum State {
    /** It answers. */
    RUNNING,
    /** There is none. */
    STOPPED,
    /** Its process runs but does not answer. */
    BROKEN
  }

  public MpsStatus {
    servers = List.copyOf(servers);
  }

  /** Returns whether clients can connect. */
  public boolean running() {
    return state == State.RUNNING;
  }

  /** Returns the clients of all servers. */
  public List<MpsClient> clients() {
    return servers.stream().flatMap(server -> server.clients().stream()).toList();
  }

  /** Returns whether a process, by its PID as seen here, is a client of this daemon. */
  public boolean serves(long pid) {
    return clients().stream().anyMatch(client -> client.pid() == pid);
  }
}

package io.euge.device.mps;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * A control daemon at one moment.
 *
 * @param state whether it is there and answers
 * @param reason a sentence on what is wrong and the remedy; empty while it runs
 * @param daemonPid empty if there is none or the host does not tell
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

  /** Whether a daemon is there. */
  public enum State {
    /** It answers. */
    RUNNING,
    /** There is none. */
    STOPPED,
    /** Its process is there but does not answer. */
    BROKEN
  }

  public MpsStatus {
    servers = List.copyOf(servers);
  }

  /** Whether clients can connect. */
  public boolean running() {
    return state == State.RUNNING;
  }

  /** The clients of all servers. */
  public List<MpsClient> clients() {
    return servers.stream().flatMap(server -> server.clients().stream()).toList();
  }

  /** Whether a process's kernels go through this daemon, as seen by this process's PIDs. */
  public boolean serves(long pid) {
    return clients().stream().anyMatch(client -> client.pid() == pid);
  }
}

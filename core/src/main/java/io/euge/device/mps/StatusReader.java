package io.euge.device.mps;

import io.euge.device.mps.ControlClient.DaemonNotResponding;
import io.euge.device.mps.ControlClient.DaemonNotRunning;
import io.euge.device.mps.MpsStatus.State;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Queries a daemon for its state, servers, clients and limits. */
final class StatusReader {
  private final MpsDirectory directory;
  private final ControlClient control;
  private final DaemonProcess process;
  private final OwnershipMarker marker;

  StatusReader(
      MpsDirectory directory,
      ControlClient control,
      DaemonProcess process,
      OwnershipMarker marker) {
    this.directory = directory;
    this.control = control;
    this.process = process;
    this.marker = marker;
  }

  /**
   * Returns the state now.
   *
   * @throws MpsException if this user may not query it
   */
  MpsStatus read() {
    DirectoryChecks.requireAccess(directory.pipe());
    OptionalLong pid = process.pid();
    if (!Files.exists(directory.pipe().resolve("control"))) {
      return absent(pid);
    }
    try {
      OptionalDouble percentage =
          ReplyParser.percentage(control.send("get_default_active_thread_percentage"));
      if (percentage.isEmpty()) {
        return without(State.BROKEN, brokenReason(pid, "answers with nonsense"), pid);
      }
      List<MpsServer> servers = new ArrayList<>();
      for (long server : ReplyParser.pids(control.send("get_server_list"))) {
        servers.add(server(server));
      }
      return new MpsStatus(
          directory,
          State.RUNNING,
          Optional.empty(),
          pid,
          marker.matches(pid),
          percentage,
          ReplyParser.memory(control.send("get_default_device_pinned_mem_limit 0")),
          servers);
    } catch (DaemonNotRunning e) {
      // Checked again: it may have ended since.
      return absent(process.pid());
    } catch (DaemonNotResponding e) {
      return without(State.BROKEN, silentReason(), pid);
    }
  }

  private MpsServer server(long pid) throws DaemonNotRunning, DaemonNotResponding {
    Map<Long, String> states = ClientTable.states(control.send("ps -p " + pid));
    List<Long> clients = ReplyParser.pids(control.send("get_client_list " + pid));
    return new MpsServer(
        pid,
        ReplyParser.state(control.send("get_server_status " + pid)),
        ReplyParser.percentage(control.send("get_active_thread_percentage " + pid)),
        ReplyParser.memory(control.send("get_device_pinned_mem_limit " + pid + " 0")),
        clients.stream()
            .map(client -> new MpsClient(client, Optional.ofNullable(states.get(client))))
            .toList());
  }

  /** Returns whether the daemon answers a query correctly. */
  boolean answers() {
    try {
      return ReplyParser.percentage(control.send("get_default_active_thread_percentage"))
          .isPresent();
    } catch (DaemonNotRunning | DaemonNotResponding e) {
      return false;
    }
  }

  private MpsStatus absent(OptionalLong pid) {
    return pid.isPresent()
        ? without(State.BROKEN, silentReason(), pid)
        : without(State.STOPPED, stoppedReason(), pid);
  }

  private MpsStatus without(State state, String reason, OptionalLong pid) {
    return new MpsStatus(
        directory,
        state,
        Optional.of(reason),
        pid,
        marker.matches(pid),
        OptionalDouble.empty(),
        Optional.empty(),
        List.of());
  }

  String stoppedReason() {
    return "No MPS daemon runs in " + directory.pipe() + ": start it with `euge mps start`";
  }

  String silentReason() {
    return brokenReason(process.pid(), "does not answer");
  }

  private String brokenReason(OptionalLong pid, String how) {
    return "The MPS daemon in "
        + directory.pipe()
        + (pid.isPresent() ? " (process " + pid.getAsLong() + ") " : " ")
        + how
        + "; "
        + LogTail.of(directory)
        + "; end it with `euge mps stop --force`";
  }
}

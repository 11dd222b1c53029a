package io.euge.device.mps;

import io.euge.device.mps.ControlClient.DaemonNotResponding;
import io.euge.device.mps.ControlClient.DaemonNotRunning;
import io.euge.device.mps.MpsDaemon.StopResult;
import io.euge.device.mps.MpsStatus.State;
import io.euge.file.IoReason;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/** Ends a daemon that may be ended, and removes its files. */
final class DaemonShutdown {
  /** Time that the daemon needs itself, beyond that of its clients. */
  private static final Duration GRACE = Duration.ofSeconds(15);

  private final MpsDirectory directory;
  private final ControlClient control;
  private final DaemonProcess process;
  private final OwnershipMarker marker;

  DaemonShutdown(
      MpsDirectory directory,
      ControlClient control,
      DaemonProcess process,
      OwnershipMarker marker) {
    this.directory = directory;
    this.control = control;
    this.process = process;
    this.marker = marker;
  }

  StopResult stop(MpsStatus status, Duration drain, boolean force) {
    if (status.state() != State.STOPPED) {
      DirectoryChecks.requireOwner(directory.pipe());
      if (!force) {
        refuse(status);
      }
    }
    StopResult result =
        switch (status.state()) {
          case STOPPED -> StopResult.ABSENT;
          case RUNNING -> quit(status, drain, force);
          case BROKEN -> kill(status.daemonPid());
        };
    try {
      if (Files.isDirectory(directory.pipe())) {
        process.removeStaleFiles();
        marker.remove();
      }
    } catch (IOException e) {
      throw new MpsException(
          "Cannot clear the MPS pipe directory %s: %s; delete its files by hand"
              .formatted(directory.pipe(), IoReason.of(e)),
          e);
    }
    return result;
  }

  private void refuse(MpsStatus status) {
    if (status.state() == State.BROKEN) {
      throw new MpsException(status.reason().orElseThrow());
    }
    if (!status.startedByEuge()) {
      throw new MpsException(
          "Euge did not start the MPS daemon in "
              + directory.pipe()
              + ", and whoever did may need it: --force stops it all the same");
    }
    List<Long> clients = status.clients().stream().map(MpsClient::pid).toList();
    if (!clients.isEmpty()) {
      throw new MpsException(
          "The MPS daemon in "
              + directory.pipe()
              + " has clients, processes "
              + clients
              + ": let them end first; --force stops it all the same");
    }
  }

  private StopResult quit(MpsStatus status, Duration drain, boolean force) {
    try {
      // The exit code is that of the servers; the process shows whether the daemon ended.
      control.send("quit -t " + drain.toSeconds(), drain.plus(GRACE));
    } catch (DaemonNotRunning e) {
      return StopResult.STOPPED;
    } catch (DaemonNotResponding e) {
      if (force) {
        return kill(status.daemonPid());
      }
      throw notEnded(e);
    }
    if (!process.awaitExit()) {
      throw notEnded(null);
    }
    return StopResult.STOPPED;
  }

  private StopResult kill(OptionalLong pid) {
    if (pid.isEmpty()) {
      throw new MpsException(
          "The MPS daemon in "
              + directory.pipe()
              + " does not answer and its process cannot be seen from here: end it where it was "
              + "started");
    }
    DaemonProcess.kill(pid.getAsLong());
    if (!process.awaitExit()) {
      throw notEnded(null);
    }
    return StopResult.KILLED;
  }

  private MpsException notEnded(Throwable cause) {
    return new MpsException(
        "The MPS daemon in "
            + directory.pipe()
            + " did not end; "
            + LogTail.of(directory)
            + "; --force kills it",
        cause);
  }
}

package io.euge.device.mps;

import io.euge.device.mps.ControlClient.DaemonNotResponding;
import io.euge.device.mps.MpsDaemon.StartResult;
import io.euge.device.mps.MpsStatus.State;
import io.euge.file.IoReason;
import io.euge.process.Program;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Starts a daemon, or adopts the one that runs, and ends it again if it does not take its limits.
 */
final class DaemonStartup {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final MpsDirectory directory;
  private final ControlClient control;
  private final DaemonProcess process;
  private final OwnershipMarker marker;
  private final StatusReader reader;
  private final LimitSetter limitSetter;
  private final DaemonShutdown shutdown;

  DaemonStartup(
      MpsDirectory directory,
      ControlClient control,
      DaemonProcess process,
      OwnershipMarker marker,
      StatusReader reader,
      LimitSetter limitSetter,
      DaemonShutdown shutdown) {
    this.directory = directory;
    this.control = control;
    this.process = process;
    this.marker = marker;
    this.reader = reader;
    this.limitSetter = limitSetter;
    this.shutdown = shutdown;
  }

  /**
   * Starts or adopts the daemon.
   *
   * @param visible what it sees as {@code CUDA_VISIBLE_DEVICES}; empty leaves the variable
   * @throws MpsException if it does not answer, cannot be started or does not take the limits
   */
  StartResult start(String visible, MpsLimits limits) {
    MpsStatus status = reader.read();
    if (status.state() == State.BROKEN) {
      throw new MpsException(status.reason().orElseThrow());
    }
    StartResult result = status.running() ? StartResult.ADOPTED : launch(visible);
    try {
      limitSetter.set(limits);
    } catch (MpsException e) {
      if (result == StartResult.STARTED) {
        end();
      }
      throw e;
    }
    return result;
  }

  private StartResult launch(String visible) {
    try {
      Program.Result answer = control.launch(visible);
      if (!answersSoon(answer)) {
        if (answer.exitCode() == 0) {
          process.pid().ifPresent(DaemonProcess::kill);
        }
        throw failure("exit code " + answer.exitCode() + " " + answer.firstLine());
      }
      if (answer.exitCode() != 0) {
        // Another process has started one between the query and this start.
        return StartResult.ADOPTED;
      }
      marker.write(process.pid());
      return StartResult.STARTED;
    } catch (DaemonNotResponding e) {
      throw failure("no answer in time");
    } catch (IOException e) {
      end();
      throw new MpsException(
          "Cannot write to the MPS pipe directory %s: %s; free space there, or name another by EUGE_MPS"
              .formatted(directory.pipe(), IoReason.of(e)),
          e);
    }
  }

  private void end() {
    shutdown.stop(reader.read(), Duration.ZERO, true);
  }

  /** One that another process starts at this moment has the lock before it answers. */
  private boolean answersSoon(Program.Result launched) {
    boolean another = launched.firstLine().contains("already running");
    long until = System.nanoTime() + LIMIT.toNanos();
    while (!reader.answers()) {
      if (!another || System.nanoTime() > until) {
        return false;
      }
      LockSupport.parkNanos(5_000_000);
    }
    return true;
  }

  private MpsException failure(String how) {
    return new MpsException(
        "No MPS daemon could be started in "
            + directory.pipe()
            + " ("
            + how.strip()
            + "); "
            + LogTail.of(directory)
            + "; fix that, or choose another directory");
  }
}

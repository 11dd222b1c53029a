package io.euge.device.mps;

import io.euge.device.mps.ControlClient.DaemonNotResponding;
import io.euge.device.mps.ControlClient.DaemonNotRunning;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Sets limits on a daemon and verifies that it took them, for it refuses them silently. */
final class LimitSetter {
  private final MpsDirectory directory;
  private final ControlClient control;
  private final StatusReader reader;
  private final int devices;

  LimitSetter(MpsDirectory directory, ControlClient control, StatusReader reader, int devices) {
    this.directory = directory;
    this.control = control;
    this.reader = reader;
    this.devices = devices;
  }

  /**
   * Sets limits for servers to come, and on running ones for clients to come.
   *
   * @throws MpsException if the daemon does not run, is another's or did not take a limit
   */
  void set(MpsLimits limits) {
    if (limits.equals(MpsLimits.NONE)) {
      return;
    }
    DirectoryChecks.requireOwner(directory.pipe());
    try {
      List<Long> servers = ReplyParser.pids(control.send("get_server_list"));
      if (limits.threads().isPresent()) {
        threads(limits.threads().get(), servers);
      }
      if (limits.memory().isPresent()) {
        memory(limits.memory().get(), servers);
      }
    } catch (DaemonNotRunning e) {
      throw new MpsException(reader.stoppedReason(), e);
    } catch (DaemonNotResponding e) {
      throw new MpsException(reader.silentReason(), e);
    }
  }

  private void threads(ThreadPercentage percentage, List<Long> servers)
      throws DaemonNotRunning, DaemonNotResponding {
    control.send("set_default_active_thread_percentage " + percentage);
    String reply = control.send("get_default_active_thread_percentage");
    OptionalDouble actual = ReplyParser.percentage(reply);
    if (actual.isEmpty() || !percentage.isReportedAs(actual.getAsDouble())) {
      throw notTaken("thread percentage " + percentage, reply);
    }
    for (long server : servers) {
      control.send("set_active_thread_percentage " + server + " " + percentage);
    }
  }

  private void memory(MemoryLimit memory, List<Long> servers)
      throws DaemonNotRunning, DaemonNotResponding {
    for (int device = 0; device < devices; device++) {
      control.send("set_default_device_pinned_mem_limit " + device + " " + memory);
      String reply = control.send("get_default_device_pinned_mem_limit " + device);
      if (!ReplyParser.memory(reply).equals(Optional.of(memory.toString()))) {
        throw notTaken("memory limit " + memory, reply);
      }
      for (long server : servers) {
        control.send("set_device_pinned_mem_limit " + server + " " + device + " " + memory);
      }
    }
  }

  private MpsException notTaken(String limit, String reply) {
    return new MpsException(
        "The MPS daemon in "
            + directory.pipe()
            + " did not accept the "
            + limit
            + " but reports '"
            + reply
            + "': see "
            + directory.log().resolve("control.log"));
  }
}

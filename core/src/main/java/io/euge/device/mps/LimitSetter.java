package io.euge.device.mps;

import io.euge.device.mps.ControlClient.DaemonNotResponding;
import io.euge.device.mps.ControlClient.DaemonNotRunning;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Sets limits on a daemon and looks whether it took them: it refuses without a word. */
final class LimitSetter {
  private final MpsDirectory directory;
  private final ControlClient control;
  private final int devices;

  LimitSetter(MpsDirectory directory, ControlClient control, int devices) {
    this.directory = directory;
    this.control = control;
    this.devices = devices;
  }

  /**
   * @throws MpsException if the daemon is another's or did not take a limit
   */
  void set(MpsLimits limits) throws DaemonNotRunning, DaemonNotResponding {
    if (limits.equals(MpsLimits.NONE)) {
      return;
    }
    DirectoryChecks.own(directory.pipe());
    List<Long> servers = ReplyParser.pids(control.ask("get_server_list"));
    if (limits.threads().isPresent()) {
      threads(limits.threads().get(), servers);
    }
    if (limits.memory().isPresent()) {
      memory(limits.memory().get(), servers);
    }
  }

  private void threads(ThreadPercentage percentage, List<Long> servers)
      throws DaemonNotRunning, DaemonNotResponding {
    control.ask("set_default_active_thread_percentage " + percentage);
    String told = control.ask("get_default_active_thread_percentage");
    OptionalDouble taken = ReplyParser.percentage(told);
    if (taken.isEmpty() || !percentage.isToldAs(taken.getAsDouble())) {
      throw notTaken("thread percentage " + percentage, told);
    }
    for (long server : servers) {
      control.ask("set_active_thread_percentage " + server + " " + percentage);
    }
  }

  private void memory(MemoryLimit memory, List<Long> servers)
      throws DaemonNotRunning, DaemonNotResponding {
    for (int device = 0; device < devices; device++) {
      control.ask("set_default_device_pinned_mem_limit " + device + " " + memory);
      String told = control.ask("get_default_device_pinned_mem_limit " + device);
      if (!ReplyParser.memory(told).equals(Optional.of(memory.toString()))) {
        throw notTaken("memory limit " + memory, told);
      }
      for (long server : servers) {
        control.ask("set_device_pinned_mem_limit " + server + " " + device + " " + memory);
      }
    }
  }

  private MpsException notTaken(String limit, String told) {
    return new MpsException(
        "The MPS daemon in "
            + directory.pipe()
            + " did not take the "
            + limit
            + " but tells '"
            + told
            + "': see "
            + directory.log().resolve("control.log"));
  }
}

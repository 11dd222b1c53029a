package io.euge.device.mps;

import io.euge.process.Program;
import io.euge.process.ProgramException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Sends commands to one control daemon through NVIDIA's program. Errors come as text with exit code
 * 0, so the text is checked.
 */
final class ControlClient {
  private final Program program;
  private final MpsDirectory directory;
  private final Duration limit;

  ControlClient(Program program, MpsDirectory directory, Duration limit) {
    this.program = program;
    this.directory = directory;
    this.limit = limit;
  }

  /** No daemon listens in the directory. */
  static final class DaemonNotRunning extends Exception {
    private static final long serialVersionUID = 1L;
  }

  /** A daemon accepts commands and does not answer. */
  static final class DaemonNotResponding extends Exception {
    private static final long serialVersionUID = 1L;

    DaemonNotResponding(ProgramException cause) {
      super(cause);
    }
  }

  /**
   * Sends a command and returns the answer, stripped.
   *
   * @throws MpsException if the daemon refuses this user
   */
  String send(String command) throws DaemonNotRunning, DaemonNotResponding {
    return send(command, limit);
  }

  String send(String command, Duration timeout) throws DaemonNotRunning, DaemonNotResponding {
    Program.Result answer = run(List.of(), command + "\n", Map.of(), timeout);
    String refusal = answer.firstLine().toLowerCase(Locale.ROOT);
    if (refusal.startsWith("insufficient privilege")
        || refusal.startsWith("not enough privilege")) {
      throw new MpsException(
          "The MPS daemon in "
              + directory.pipe()
              + " refuses '"
              + command
              + "' to this user ("
              + answer.firstLine()
              + "): do it as the user who started it, or as root");
    }
    // Quit returns the exit code of the servers, and no text.
    if (answer.exitCode() != 0 && answer.err().contains("MPS control daemon")) {
      throw new DaemonNotRunning();
    }
    return answer.out().strip();
  }

  /**
   * Starts a daemon in the background.
   *
   * @param visible what it sees as {@code CUDA_VISIBLE_DEVICES}; empty leaves the variable
   */
  Program.Result launch(String visible) throws DaemonNotResponding {
    Map<String, String> environment = new HashMap<>();
    environment.put(MpsDirectory.LOG, directory.log().toString());
    // Newer drivers have a version 3, which clients of older ones do not speak.
    environment.put("CUDA_MPS_PROTOCOL_VERSION", "2");
    if (!visible.isEmpty()) {
      environment.put("CUDA_VISIBLE_DEVICES", visible);
    }
    return run(List.of("-d"), "", environment, limit);
  }

  private Program.Result run(
      List<String> arguments, String input, Map<String, String> environment, Duration timeout)
      throws DaemonNotResponding {
    Map<String, String> all = new HashMap<>(environment);
    all.put(MpsDirectory.PIPE, directory.pipe().toString());
    try {
      return program.run(arguments, all, input, timeout);
    } catch (ProgramException e) {
      if (e.kind() == ProgramException.Kind.TIMEOUT) {
        throw new DaemonNotResponding(e);
      }
      throw e;
    }
  }
}

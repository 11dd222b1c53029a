package io.euge.simulation;

import io.euge.EugeException;
import io.euge.device.mps.MpsDirectory;
import io.euge.process.ProcessEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The MPS server that a simulated GPU's process is a client of. No server knows the process, so it
 * notes its PID in the pipe directory, in {@code sim-clients}; the control program that plays
 * NVIDIA's in tests takes the clients from there.
 *
 * @param pipe the daemon's pipe directory
 * @param share of the multiprocessors, above 0 and at most 1
 */
public record SimulatedMps(Path pipe, double share) {
  /**
   * What CUDA would find when it starts in this process: the daemon in the pipe directory that the
   * environment names, with the smaller of the daemon's percentage and the environment's. Empty if
   * there is no such directory or no daemon in it; CUDA then runs without MPS and says nothing.
   */
  public static Optional<SimulatedMps> ofEnvironment() {
    return ProcessEnvironment.get(MpsDirectory.PIPE)
        .filter(text -> !text.isBlank())
        .map(Path::of)
        .filter(pipe -> Files.exists(pipe.resolve("control")))
        .map(
            pipe -> {
              double server = share(read(pipe.resolve("percentage")));
              double own =
                  share(ProcessEnvironment.get("CUDA_MPS_ACTIVE_THREAD_PERCENTAGE").orElse(""));
              return new SimulatedMps(pipe, Math.min(server, own));
            });
  }

  /** The daemon of the tests keeps its percentage in a file; the real one tells it when asked. */
  private static String read(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      throw new EugeException("Cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  /** As CUDA does, takes what is no percentage for all. */
  private static double share(String percentage) {
    try {
      double part = Double.parseDouble(percentage.strip()) / 100;
      return part > 0 && part <= 1 ? part : 1;
    } catch (NumberFormatException e) {
      return 1;
    }
  }

  /**
   * Notes this process.
   *
   * @throws EugeException if the pipe directory cannot be written
   */
  void enter() {
    try {
      Path clients = Files.createDirectories(pipe.resolve("sim-clients"));
      Files.writeString(clients.resolve(Long.toString(ProcessHandle.current().pid())), "");
    } catch (IOException e) {
      throw new EugeException(
          "Cannot note this process as a client in the MPS pipe directory %s (%s): start its daemon as this user"
              .formatted(pipe, e.getMessage()),
          e);
    }
  }
}

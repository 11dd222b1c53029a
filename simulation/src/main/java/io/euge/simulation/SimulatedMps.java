package io.euge.simulation;

import io.euge.EugeException;
import io.euge.device.mps.MpsDirectory;
import io.euge.process.ProcessEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The MPS server of a simulated GPU. The server cannot see its clients, so each process writes its
 * PID to {@code sim-clients} in the pipe directory; the test replacement of NVIDIA's control
 * program lists the clients from this file.
 *
 * @param pipe the pipe directory of the daemon
 * @param share maximum fraction of the multiprocessors, in (0, 1]
 */
public record SimulatedMps(Path pipe, double share) {
  /**
   * Returns the MPS server that CUDA would find when it is initialized in this process: the daemon
   * whose pipe directory is set in the environment, with the smaller of the percentages of the
   * daemon and of the environment. Empty if the directory or the daemon does not exist; CUDA then
   * runs without MPS and without a message.
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

  /** The test daemon keeps its percentage in a file; the real one reports it on request. */
  private static String read(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      throw new EugeException("Cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  /** Returns the fraction; an invalid percentage means no limit, as in CUDA. */
  private static double share(String percentage) {
    try {
      double part = Double.parseDouble(percentage.strip()) / 100;
      return part > 0 && part <= 1 ? part : 1;
    } catch (NumberFormatException e) {
      return 1;
    }
  }

  /**
   * Registers this process as a client.
   *
   * @throws EugeException if the pipe directory cannot be written
   */
  void enter() {
    try {
      Path clients = Files.createDirectories(pipe.resolve("sim-clients"));
      Files.writeString(clients.resolve(Long.toString(ProcessHandle.current().pid())), "");
    } catch (IOException e) {
      throw new EugeException(
          "Cannot register this process in the MPS pipe directory %s: %s; start its daemon as this user"
              .formatted(pipe, e.getMessage()),
          e);
    }
  }
}

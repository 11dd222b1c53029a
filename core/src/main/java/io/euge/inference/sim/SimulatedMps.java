package io.euge.inference.sim;

import io.euge.EugeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

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

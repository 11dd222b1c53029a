package io.euge.device.mps;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The variables of a process that shares GPUs by MPS, or must not. */
public final class ClientEnvironment {
  private ClientEnvironment() {}

  /**
   * Returns the variables of a client of a daemon, or of none. Without the variable a process would
   * find a daemon in the usual directory, so it gets an empty one.
   *
   * @param folder the parent of that directory
   */
  public static Map<String, String> of(Optional<MpsDaemon> daemon, Path folder) throws IOException {
    Map<String, String> environment = new HashMap<>();
    if (daemon.isPresent()) {
      environment.put(MpsDirectory.PIPE, daemon.get().directory().pipe().toString());
      // As the daemon: newer drivers have a version 3, which those of older ones do not speak.
      environment.put("CUDA_MPS_PROTOCOL_VERSION", "2");
    } else {
      Path none = Files.createDirectories(folder.resolve("no-mps"));
      environment.put(MpsDirectory.PIPE, none.toString());
    }
    return environment;
  }
}

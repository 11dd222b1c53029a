package io.euge.cli.doctor;

import io.euge.EugeException;
import io.euge.device.gpu.ComputeMode;
import io.euge.device.gpu.Gpu;
import io.euge.device.mps.MpsDaemon;
import io.euge.device.mps.MpsDirectory;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Determines which daemon, if any, gives a process access to a GPU. */
final class MpsAccess {
  private static final Logger LOG = LoggerFactory.getLogger(MpsAccess.class);

  /** The default directories of a daemon and its clients. */
  private static final MpsDirectory DEFAULT_DIRECTORY =
      new MpsDirectory(Path.of("/tmp/nvidia-mps"), Path.of("/var/log/nvidia-mps"));

  private MpsAccess() {}

  /**
   * Returns the running daemon that has exclusive use of the GPU; CUDA refuses processes that are
   * not its clients.
   *
   * @param environment of this process
   * @param folder parent directory of the GPUs' pipe directories
   */
  static Optional<MpsDaemon> only(Gpu gpu, Map<String, String> environment, Path folder) {
    if (!exclusive(gpu)) {
      return Optional.empty();
    }
    return Stream.concat(
            MpsDirectory.ofEnvironment(environment).stream()
                .map(given -> MpsDaemon.of(given, List.of(gpu), 1)),
            Stream.of(
                MpsDaemon.ofGpu(gpu, folder), MpsDaemon.of(DEFAULT_DIRECTORY, List.of(gpu), 1)))
        .filter(MpsAccess::runs)
        .findFirst();
  }

  static boolean exclusive(Gpu gpu) {
    return gpu.computeMode().filter(ComputeMode.EXCLUSIVE_PROCESS::equals).isPresent();
  }

  private static boolean runs(MpsDaemon daemon) {
    try {
      return daemon.status().running();
    } catch (EugeException e) {
      LOG.debug("The daemon in {} does not answer", daemon.directory().pipe(), e);
      return false;
    }
  }
}

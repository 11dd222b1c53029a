package io.euge.device.mps;

import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The directories where a control daemon listens and logs.
 *
 * @param pipe what clients have as {@code CUDA_MPS_PIPE_DIRECTORY}; absolute
 * @param log what the daemon has as {@code CUDA_MPS_LOG_DIRECTORY}; absolute
 */
public record MpsDirectory(Path pipe, Path log) {
  /** The variable by which clients find their daemon. */
  public static final String PIPE = "CUDA_MPS_PIPE_DIRECTORY";

  /** The variable by which the daemon finds its log. */
  static final String LOG = "CUDA_MPS_LOG_DIRECTORY";

  /**
   * The longest path in bytes. The daemon binds {@code control_privileged} in it, and the name of a
   * Unix socket ends at 107 bytes; with 88 the daemon dies without a word.
   */
  static final int MAX_PIPE_BYTES = 87;

  /**
   * @throws MpsException if the pipe directory's path is too long for a daemon
   */
  public MpsDirectory {
    pipe = pipe.toAbsolutePath().normalize();
    log = log.toAbsolutePath().normalize();
    int length = pipe.toString().getBytes(Charset.defaultCharset()).length;
    if (length > MAX_PIPE_BYTES) {
      throw new MpsException(
          "The MPS pipe directory "
              + pipe
              + " has "
              + length
              + " bytes, and a Unix socket in it allows "
              + MAX_PIPE_BYTES
              + ": choose a shorter one");
    }
  }

  /**
   * Returns the directories of a GPU, in a directory that holds those of all GPUs.
   *
   * @throws MpsException if the path is too long
   */
  public static MpsDirectory ofGpu(Path folder, String uuid) {
    String digits = uuid.replaceFirst("^GPU-", "").toLowerCase(Locale.ROOT);
    String name = digits.substring(0, Math.min(8, digits.length()));
    return new MpsDirectory(folder.resolve(name), folder.resolve(name + "-log"));
  }

  /**
   * Returns the one that {@code CUDA_MPS_PIPE_DIRECTORY} names, with the log that {@code
   * CUDA_MPS_LOG_DIRECTORY} names or else beside it; empty if the variable is not set.
   *
   * @throws MpsException if the path is too long
   */
  public static Optional<MpsDirectory> ofEnvironment(Map<String, String> environment) {
    String pipe = environment.getOrDefault(PIPE, "");
    if (pipe.isBlank()) {
      return Optional.empty();
    }
    String log = environment.getOrDefault(LOG, "");
    Path listens = Path.of(pipe).toAbsolutePath().normalize();
    Path logs = log.isBlank() ? Path.of(listens + "-log") : Path.of(log);
    return Optional.of(new MpsDirectory(listens, logs));
  }

  /**
   * Returns the parent of the directories of all GPUs: what the system property {@code
   * euge.mps.directory} or {@code EUGE_MPS} names, else {@code /tmp/euge-mps-} and the user's name.
   * Short, on a local disk and the same for all processes of the user.
   */
  public static Path standardFolder(Map<String, String> environment) {
    String chosen =
        System.getProperty("euge.mps.directory", environment.getOrDefault("EUGE_MPS", ""));
    return chosen.isBlank()
        ? Path.of("/tmp", "euge-mps-" + System.getProperty("user.name"))
        : Path.of(chosen);
  }
}

package io.euge.file;

import io.euge.ByteSize;
import io.euge.EugeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * The directory for temporary files, {@code java.io.tmpdir}: libraries such as snappy, zstd, JNA
 * and JavaCPP unpack their native parts into it and load them from there.
 */
public final class TemporaryFolder {
  /** The property that names it. */
  public static final String PROPERTY = "java.io.tmpdir";

  /** How it is set for a command of the launcher. */
  public static final String LAUNCHER = "EUGE_JAVA_OPTIONS=-D" + PROPERTY + "=DIR";

  /** How it is set for Spark's executors. */
  public static final String EXECUTORS = "spark.executor.extraJavaOptions=-D" + PROPERTY + "=DIR";

  /** Room for the native parts of all libraries, and some for Spark. */
  static final long LEAST_BYTES = 32L << 20;

  private TemporaryFolder() {}

  /**
   * Checks this process's directory, and that it may write files as large as libraries need.
   *
   * @param remedy how another is set
   * @throws EugeException if it cannot be used
   */
  public static void check(String remedy) {
    FileSizeLimit.check();
    problem()
        .ifPresent(
            problem -> {
              throw new EugeException(problem + ": name another directory by " + remedy);
            });
  }

  /** Returns what is wrong with this process's directory; empty if it can be used. */
  public static Optional<String> problem() {
    return problem(Path.of(System.getProperty(PROPERTY)));
  }

  /** Returns what is wrong with a directory; empty if it can be used. */
  static Optional<String> problem(Path folder) {
    return reason(folder)
        .map(
            reason ->
                "The directory for temporary files " + folder + " (" + PROPERTY + ") " + reason);
  }

  private static Optional<String> reason(Path folder) {
    if (!Files.isDirectory(folder)) {
      return Optional.of("is not there");
    }
    try {
      long free = Files.getFileStore(folder).getUsableSpace();
      if (free < LEAST_BYTES) {
        return Optional.of(
            "is full: it has %s free, and libraries need %s there"
                .formatted(ByteSize.mib(free), ByteSize.wholeMib(LEAST_BYTES)));
      }
      return isExecutable(folder)
          ? Optional.empty()
          : Optional.of("is mounted noexec, so that no library can be loaded from it");
    } catch (IOException e) {
      return Optional.of("cannot be written (" + IoReason.of(e) + ")");
    }
  }

  /** Linux grants nobody the execution of a file on a file system that is mounted noexec. */
  private static boolean isExecutable(Path folder) throws IOException {
    Path file =
        Files.createTempFile(
            folder,
            "euge",
            ".check",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    try {
      Files.write(file, new byte[4096]);
      return Files.isExecutable(file);
    } finally {
      Files.delete(file);
    }
  }
}

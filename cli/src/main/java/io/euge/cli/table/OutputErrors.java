package io.euge.cli.table;

import io.euge.EugeException;
import io.euge.file.IoReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Checks of outputs that all commands share, and the errors that they report. */
public final class OutputErrors {
  private OutputErrors() {}

  /**
   * Requires that an output that exists may be replaced.
   *
   * @param output its path
   * @param option that gives the path
   * @throws EugeException if not
   */
  public static void requireOverwrite(boolean overwrite, Object output, String option) {
    if (!overwrite) {
      throw new EugeException(
          "The output %s already exists: give another %s or --overwrite".formatted(output, option));
    }
  }

  /**
   * Requires that the directory of an output exists.
   *
   * @param output its path as given by the user
   * @param directory null for the root of the file system
   * @throws EugeException if it does not exist
   */
  public static void requireDirectory(Path output, Path directory) {
    if (directory != null && !Files.isDirectory(directory)) {
      throw new EugeException(
          "Cannot write %s: there is no directory %s; create it or give another --output"
              .formatted(output, directory));
    }
  }

  /** Returns the error for an output that cannot be written. */
  public static EugeException unwritable(Path output, String option, IOException e) {
    return new EugeException(
        "Cannot write %s: %s; give another %s".formatted(output, IoReason.of(e), option), e);
  }
}

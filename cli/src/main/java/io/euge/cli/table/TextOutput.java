package io.euge.cli.table;

import io.euge.EugeException;
import io.euge.OptionException;
import io.euge.file.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;

/**
 * A text file that a command writes atomically.
 *
 * @param output its path
 * @param overwrite whether an existing file may be replaced
 * @param kind of the file, for error messages
 * @param former tests whether an existing file is of this kind; others are not replaced
 */
public record TextOutput(Path output, boolean overwrite, String kind, Predicate<Path> former) {
  /**
   * Checks a path before anything is written.
   *
   * @param inputs that must not be replaced
   * @throws EugeException if the file cannot or must not be written there
   */
  public void check(List<Path> inputs) {
    Path target = output.toAbsolutePath().normalize();
    if (Files.isDirectory(target)) {
      throw new EugeException(
          "Cannot write %s: it is a directory; give the name of a file as --output"
              .formatted(output));
    }
    OutputErrors.requireDirectory(output, target.getParent());
    if (Files.exists(target)) {
      checkReplaceable(target, inputs);
    }
  }

  private void checkReplaceable(Path target, List<Path> inputs) {
    for (Path input : inputs) {
      try {
        if (Files.exists(input) && Files.isSameFile(target, input)) {
          throw new OptionException(
              "--output %s is the file that is read: give another name".formatted(output));
        }
      } catch (IOException e) {
        throw OutputErrors.unwritable(output, "--output", e);
      }
    }
    OutputErrors.requireOverwrite(overwrite, output, "--output");
    if (!former.test(target)) {
      throw new EugeException(
          "The output %s is a file that is not %s, and is not replaced: give another --output"
              .formatted(output, kind));
    }
  }

  /** Writes the file. */
  public void write(AtomicFile.Content content) {
    Path target = output.toAbsolutePath().normalize();
    try {
      AtomicFile.write(target.getParent(), hash -> target.getFileName().toString(), content);
    } catch (IOException e) {
      throw OutputErrors.unwritable(output, "--output", e);
    }
  }
}

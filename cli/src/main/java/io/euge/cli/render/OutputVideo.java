package io.euge.cli.render;

import io.euge.EugeException;
import io.euge.OptionException;
import io.euge.cli.job.StopNotice;
import io.euge.cli.table.OutputErrors;
import io.euge.file.AtomicFile;
import io.euge.video.write.VideoWriteException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.UUID;

/**
 * A video file, written atomically: under a temporary name in the same directory, and renamed when
 * it is complete. If writing fails, the previous file is unchanged.
 */
final class OutputVideo implements AutoCloseable {
  private static final String EXTENSION = ".mp4";

  private final Path target;
  private final boolean overwrite;
  private final Path staging;
  private final StopNotice stop;

  private OutputVideo(Path target, boolean overwrite) {
    this.target = target;
    this.overwrite = overwrite;
    staging = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".part");
    stop = StopNotice.of(target.toString());
  }

  /**
   * Checks a path before anything is written.
   *
   * @param input the file that must not be replaced
   * @throws EugeException if the video cannot or must not be written there
   */
  static OutputVideo of(Path output, Path input, boolean overwrite) {
    Path target = output.toAbsolutePath().normalize();
    if (target.getFileName() == null
        || !target.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(EXTENSION)) {
      throw new OptionException(
          "--output is '%s': give the name of an MP4 file, one that ends in %s"
              .formatted(output, EXTENSION));
    }
    OutputErrors.requireDirectory(output, target.getParent());
    if (!Files.isWritable(target.getParent())) {
      throw new EugeException(
          "Cannot write %s: no permission to write to %s; give another --output"
              .formatted(output, target.getParent()));
    }
    check(output, target, input, overwrite);
    return new OutputVideo(target, overwrite);
  }

  /**
   * Checks an existing file.
   *
   * @throws EugeException if it must not be replaced
   */
  static void check(Path output, Path target, Path input, boolean overwrite) {
    checkNotInput(output, target, input);
    checkReplaceable(target, overwrite);
  }

  private static void checkNotInput(Path output, Path target, Path input) {
    try {
      if (Files.exists(target) && Files.isSameFile(target, input)) {
        throw new OptionException(
            "--output %s is the video that is read: give another name".formatted(output));
      }
    } catch (IOException e) {
      throw OutputErrors.unwritable(output, "--output", e);
    }
  }

  /**
   * Returns the error for a video that cannot be written; it has the user's path instead of the
   * temporary one.
   */
  EugeException unwritable(VideoWriteException failure) {
    return new EugeException(
        "Cannot write %s: %s; %s"
            .formatted(target, failure.reason(), failure.remedy("give another --output")),
        failure);
  }

  private static void checkReplaceable(Path target, boolean overwrite) {
    if (Files.isDirectory(target)) {
      throw new EugeException(
          "The output " + target + " is a directory: give the name of an MP4 file as --output");
    }
    if (Files.exists(target)) {
      OutputErrors.requireOverwrite(overwrite, target, "--output");
    }
  }

  /** Returns the temporary path. */
  Path staging() {
    staging.toFile().deleteOnExit(); // Also when the user interrupts the program.
    return staging;
  }

  /** Sets an action that runs before the user is notified that the command was stopped. */
  void beforeStopNotice(Runnable action) {
    stop.first(action);
  }

  /**
   * Moves the file to its final path.
   *
   * @throws EugeException if meanwhile a file was created there that must not be replaced
   */
  void publish() {
    checkReplaceable(target, overwrite);
    try {
      stop.publish(() -> AtomicFile.publish(staging, target));
    } catch (IOException e) {
      throw OutputErrors.unwritable(target, "--output", e);
    }
  }

  /** Deletes what was not published. */
  @Override
  public void close() throws IOException {
    stop.close();
    Files.deleteIfExists(staging);
  }
}

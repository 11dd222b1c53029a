package io.euge.cli.track;

import io.euge.EugeException;
import io.euge.OptionException;
import io.euge.file.AtomicFile;
import io.euge.file.IoReason;
import io.euge.tracking.mot.TrackTextFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/** A file of MOT text that is written: there whole or not at all. */
record MotOutput(Path output, boolean overwrite) {
  /**
   * Checks a place before anything is written.
   *
   * @param input that must not be replaced
   * @throws EugeException if the file cannot or must not be written there
   */
  void check(Path input) {
    Path target = output.toAbsolutePath().normalize();
    if (Files.isDirectory(target)) {
      throw new EugeException(
          "Cannot write %s: it is a directory; give the name of a file as --output"
              .formatted(output));
    }
    if (!Files.isDirectory(target.getParent())) {
      throw new EugeException(
          "Cannot write %s: there is no directory %s; create it or give another --output"
              .formatted(output, target.getParent()));
    }
    if (Files.exists(target)) {
      checkReplaceable(target, input);
    }
  }

  private void checkReplaceable(Path target, Path input) {
    try {
      if (Files.isSameFile(target, input)) {
        throw new OptionException(
            "--output %s is the file that is read: give another name".formatted(output));
      }
    } catch (IOException e) {
      throw unwritable(e);
    }
    if (!overwrite) {
      throw new EugeException(
          "The output %s already exists: give another --output or --overwrite".formatted(output));
    }
    if (!Set.of(TrackTextFormat.MOT, TrackTextFormat.EMPTY).contains(TrackTextFormat.of(target))) {
      throw new EugeException(
          "The output %s is a file that is no MOT text, and is not replaced: give another --output"
              .formatted(output));
    }
  }

  /** Writes the file. */
  void write(AtomicFile.Content content) {
    Path target = output.toAbsolutePath().normalize();
    try {
      AtomicFile.write(target.getParent(), hash -> target.getFileName().toString(), content);
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private EugeException unwritable(IOException e) {
    return new EugeException(
        "Cannot write %s: %s; give another --output".formatted(output, IoReason.of(e)), e);
  }
}

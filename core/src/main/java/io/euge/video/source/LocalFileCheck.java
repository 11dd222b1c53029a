package io.euge.video.source;

import io.euge.file.BrokenLink;
import io.euge.file.FailedDisk;
import io.euge.file.IoReason;
import io.euge.video.VideoException;
import io.euge.video.VideoException.Code;
import io.euge.video.VideoException.Stage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Checks that a local file can be a video before FFmpeg opens it. */
final class LocalFileCheck {
  private static final int BEGINNING = 64 << 10;

  private LocalFileCheck() {}

  /**
   * Checks the file.
   *
   * @param name the video as its user knows it
   * @throws VideoException if it is missing, no regular file, unreadable or empty
   */
  static void check(Path file, String name) {
    if (!Files.exists(file)) {
      requireDisk(file, name);
      throw missing(file, name);
    } else if (Files.isDirectory(file)) {
      throw failure(Code.MISSING, name, "%s is a directory, not a video; name a file in it");
    } else if (!Files.isRegularFile(file)) {
      throw failure(Code.MISSING, name, "%s is not a regular file; copy the video into one");
    } else if (!Files.isReadable(file)) {
      throw failure(Code.UNREADABLE, name, "%s may not be read; check its permissions");
    } else if (isEmpty(file, name)) {
      throw InputFailure.empty(name);
    }
  }

  /**
   * Reads the beginning of a file that is missing or that FFmpeg did not open.
   *
   * @throws io.euge.EugeException if the reason is a disk or a mount that fails
   */
  static void requireDisk(Path file, String name) {
    try (InputStream in = Files.newInputStream(file)) {
      in.readNBytes(BEGINNING);
    } catch (IOException e) {
      if (FailedDisk.isNamed(e.getMessage())) {
        throw InputFailure.failedDisk(name, IoReason.of(e));
      }
    }
  }

  private static VideoException missing(Path file, String name) {
    return InputFailure.open(
        Code.MISSING,
        name,
        BrokenLink.explain(file)
            .map(link -> "There is no file " + name + ": " + link + "; restore it")
            .orElse("There is no file " + name + "; check the path"));
  }

  private static boolean isEmpty(Path file, String name) {
    try {
      return Files.size(file) == 0;
    } catch (IOException e) {
      throw InputFailure.storage(Stage.OPEN, name, e);
    }
  }

  private static VideoException failure(Code code, String name, String message) {
    return InputFailure.open(code, name, message.formatted(name));
  }
}

package io.euge.video.write;

import io.euge.EugeException;
import io.euge.video.source.Ffmpeg;
import java.nio.file.Path;

/** Creates the exceptions for a video that cannot be written. */
final class WriteFailure {
  private WriteFailure() {}

  /**
   * Checks a code of FFmpeg.
   *
   * @param action what was done, for the message
   * @throws EugeException if it is negative
   */
  static void check(int code, String action, Path file) {
    if (code < 0) {
      throw new EugeException(
          "Cannot %s %s: %s; free space there or choose another place"
              .formatted(action, file, Ffmpeg.errorMessage(code)));
    }
  }
}

package io.euge.video.write;

import io.euge.EugeException;
import io.euge.video.source.Ffmpeg;
import java.nio.file.Path;

/** Thrown when a video cannot be written. */
public final class VideoWriteException extends EugeException {
  private static final long serialVersionUID = 1;

  private final String reason;

  private VideoWriteException(String action, Path file, String reason) {
    super(
        "Cannot %s %s: %s; free space there or choose another place"
            .formatted(action, file, reason));
    this.reason = reason;
  }

  /**
   * Checks a code of FFmpeg.
   *
   * @param action what was done, for the message
   * @throws VideoWriteException if it is negative
   */
  static void check(int code, String action, Path file) {
    if (code < 0) {
      throw new VideoWriteException(action, file, Ffmpeg.errorMessage(code));
    }
  }

  /** Returns why, without the file: it may be a temporary one that no user knows. */
  public String reason() {
    return reason;
  }
}

package io.euge.video.write;

import io.euge.EugeException;
import io.euge.video.source.Ffmpeg;
import java.nio.file.Path;

/** Thrown when a video cannot be written. */
public final class VideoWriteException extends EugeException {
  private static final long serialVersionUID = 2;

  /** Linux's ENOMEM; macOS has the same. */
  private static final int OUT_OF_MEMORY = 12;

  private final int code;
  private final boolean ofFile;

  private VideoWriteException(int code, boolean ofFile, String action, Path file) {
    super(
        "Cannot %s %s: %s; %s"
            .formatted(
                action,
                file,
                Ffmpeg.errorMessage(code),
                remedy(code, ofFile, "choose another place")));
    this.code = code;
    this.ofFile = ofFile;
  }

  /**
   * Checks what FFmpeg returned for an operation of the encoder or in memory.
   *
   * @param action what was done, for the message
   * @throws VideoWriteException if it is negative
   */
  static void check(int code, String action, Path file) {
    if (code < 0) {
      throw new VideoWriteException(code, false, action, file);
    }
  }

  /**
   * Checks what FFmpeg returned for an operation on the file.
   *
   * @param action what was done, for the message
   * @throws VideoWriteException if it is negative
   */
  static void checkFile(int code, String action, Path file) {
    if (code < 0) {
      throw new VideoWriteException(code, true, action, file);
    }
  }

  /** Returns why, without the file: it may be a temporary one that no user knows. */
  public String reason() {
    return Ffmpeg.errorMessage(code);
  }

  /**
   * Returns what to do.
   *
   * @param another how the user chooses another file; used if the file is the reason
   */
  public String remedy(String another) {
    return remedy(code, ofFile, another);
  }

  private static String remedy(int code, boolean ofFile, String another) {
    if (code == -OUT_OF_MEMORY) {
      return "end other programs and try again";
    }
    return ofFile ? "free space there or " + another : "try again, and report it if it fails again";
  }
}

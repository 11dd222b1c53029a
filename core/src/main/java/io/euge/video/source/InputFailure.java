package io.euge.video.source;

import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EINVAL;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_INVALIDDATA;

import io.euge.EugeException;
import io.euge.file.FailedDisk;
import io.euge.file.IoReason;
import io.euge.video.VideoException;
import io.euge.video.VideoException.Code;
import io.euge.video.VideoException.Stage;
import io.euge.video.VideoInterruptedException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Creates the exceptions for a video that cannot be opened or read. */
final class InputFailure {
  /** Linux's ENFILE and EMFILE; macOS has the same. */
  private static final int TOO_MANY_OPEN_FILES_OF_HOST = 23;

  private static final int TOO_MANY_OPEN_FILES = 24;

  private static final String NO_SUCH_FILE = "no such file";

  private InputFailure() {}

  static VideoException open(Code code, String name, String message) {
    return new VideoException(Stage.OPEN, code, name, Double.NaN, message);
  }

  static VideoException empty(String name) {
    return open(Code.EMPTY, name, "%s is empty; copy the video again".formatted(name));
  }

  /** Returns the exception for a code of {@code avformat_open_input}. */
  static EugeException format(String name, int code) {
    if (code == -TOO_MANY_OPEN_FILES || code == -TOO_MANY_OPEN_FILES_OF_HOST) {
      return tooManyOpenFiles(name);
    }
    // FFmpeg reports a format that is not on the allowlist as an invalid argument.
    boolean unknown =
        code == AVERROR_INVALIDDATA() || code == AVERROR_EINVAL() || code == AVERROR_EOF();
    return open(
        Code.FORMAT,
        name,
        unknown
            ? "%s is not a video in a format Euge reads (%s), or its beginning or index is corrupt"
                .formatted(name, FormatAllowlist.FORMATS)
            : "Cannot open %s: %s".formatted(name, Ffmpeg.errorMessage(code)));
  }

  /** A failure of the host and not of the video. */
  private static EugeException tooManyOpenFiles(String name) {
    return new EugeException(
        "Cannot open "
            + name
            + ": too many open files; raise the limit of this process, for example with ulimit -n 16384");
  }

  /** Returns the exception for a disk or a mount that fails, and not the video. */
  static EugeException failedDisk(String name, String reason) {
    return new EugeException(
        "Cannot read %s: %s; check the disk or the network mount that it is on, then start again"
            .formatted(name, reason));
  }

  /** Returns the exception for a failure of the storage. */
  static RuntimeException storage(Stage stage, String name, Exception e) {
    if (e instanceof InterruptedIOException || Thread.currentThread().isInterrupted()) {
      return new VideoInterruptedException(name);
    } else if (e instanceof EugeException known) {
      return known;
    }
    if (String.valueOf(e.getMessage()).contains("Too many open files")) {
      return tooManyOpenFiles(name);
    }
    String reason = reason(e);
    if (FailedDisk.isNamed(reason)) {
      return failedDisk(name, reason);
    }
    if (e instanceof NoSuchFileException
        || (e instanceof FileNotFoundException && reason.startsWith(NO_SUCH_FILE))) {
      String message = "There is no file %s; check the path".formatted(name);
      return new VideoException(stage, Code.MISSING, name, Double.NaN, message, e);
    }
    String message =
        "Cannot read %s: %s; check the storage and read it again".formatted(name, reason);
    return new VideoException(stage, Code.UNREADABLE, name, Double.NaN, message, e);
  }

  /** Returns the reason without the path, with which the message of some exceptions begins. */
  private static String reason(Exception e) {
    if (e instanceof FileSystemException || e instanceof FileNotFoundException) {
      return IoReason.given((IOException) e);
    }
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}

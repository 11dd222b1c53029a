package io.euge.video;

import io.euge.EugeException;

/** Thrown when a video cannot be opened or is corrupt. Has the video, the stage and the time. */
public class VideoException extends EugeException {
  private static final long serialVersionUID = 1L;

  /** The stage of reading that failed. */
  public enum Stage {
    /** The file itself, or its container. */
    OPEN,
    /** Finding the video stream and its decoder. */
    PROBE,
    /** Reading and decoding frames. */
    DECODE,
    /** Scaling a decoded frame. */
    SCALE
  }

  /** The kind of error, for a table of errors. */
  public enum Code {
    /** There is no such file, or it is not a regular file. */
    MISSING,
    /** The file is not the one that was listed: it was replaced or written to since. */
    CHANGED,
    /** The bytes cannot be read: permissions, a failing disk or storage. */
    UNREADABLE,
    /** The file has no bytes. */
    EMPTY,
    /** The format is not supported, or the beginning or index of the file is corrupt. */
    FORMAT,
    /** There is no video track. */
    NO_VIDEO,
    /** The codec or pixel format is not supported, or the picture is too large. */
    UNSUPPORTED,
    /** Bytes that the file declares are missing. */
    TRUNCATED,
    /** Packets or frames in the file are corrupt. */
    CORRUPT,
    /** The process that read the video crashed more than once. */
    POISON
  }

  private final Stage stage;
  private final Code code;
  private final String video;
  private final double seconds;

  /**
   * @param seconds presentation time reached, NaN if unknown
   */
  public VideoException(Stage stage, Code code, String video, double seconds, String message) {
    this(stage, code, video, seconds, message, null);
  }

  /**
   * @param seconds presentation time reached, NaN if unknown
   * @param cause for the log; may be null
   */
  public VideoException(
      Stage stage, Code code, String video, double seconds, String message, Throwable cause) {
    super(message, cause);
    this.stage = stage;
    this.code = code;
    this.video = video;
    this.seconds = seconds;
  }

  public Stage stage() {
    return stage;
  }

  public Code code() {
    return code;
  }

  /** Returns the name of the video. */
  public String video() {
    return video;
  }

  /** Returns the presentation time of the last good frame in seconds; NaN if there was none. */
  public double seconds() {
    return seconds;
  }
}

package io.euge.video;

import io.euge.EugeException;

/** A video that cannot be opened, or is damaged: which one, at what stage, and where in it. */
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
    /** There is no such file, or it is none that holds a video: a directory, a device. */
    MISSING,
    /** The bytes cannot be read: permissions, a failing disk or storage. */
    UNREADABLE,
    /** The file has no bytes. */
    EMPTY,
    /** The bytes are in no format that is read, or their beginning or index is damaged. */
    FORMAT,
    /** There is no video track. */
    NO_VIDEO,
    /** The codec or pixel format is none that is read, or the picture is too large. */
    UNSUPPORTED,
    /** Bytes that the file promises are missing. */
    TRUNCATED,
    /** Packets or frames in the file are damaged. */
    DAMAGED,
    /** The process that read it died, more than once. */
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

  /** Returns the video's name, as its source has it. */
  public String video() {
    return video;
  }

  /** Returns the presentation time in seconds of the last good frame, NaN if there was none. */
  public double seconds() {
    return seconds;
  }
}

package io.euge.video;

import io.euge.EugeException;

/** A video that cannot be opened, or is damaged: which one, at what stage, and where in it. */
public class VideoException extends EugeException {
  private static final long serialVersionUID = 1L;

  /** How far the reading had come. */
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

  private final Stage stage;
  private final String video;
  private final double seconds;

  /**
   * @param seconds presentation time reached, NaN if unknown
   */
  public VideoException(Stage stage, String video, double seconds, String message) {
    super(message);
    this.stage = stage;
    this.video = video;
    this.seconds = seconds;
  }

  public Stage stage() {
    return stage;
  }

  /** The file as it was given to {@link VideoReader#open}. */
  public String video() {
    return video;
  }

  /** Presentation time in seconds of the last good frame, NaN if there was none. */
  public double seconds() {
    return seconds;
  }
}

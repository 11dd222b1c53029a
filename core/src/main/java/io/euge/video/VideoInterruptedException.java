package io.euge.video;

import io.euge.EugeException;

/**
 * Thrown when the thread is interrupted while it reads a video, for example when Spark kills a
 * task. It is not a {@link VideoException}, because it is not an error of the video. The thread's
 * interrupt flag is set when this is thrown.
 */
public final class VideoInterruptedException extends EugeException {
  private static final long serialVersionUID = 1L;

  /** Sets the thread's interrupt flag. */
  public VideoInterruptedException(String name) {
    super("Interrupted while reading " + name);
    Thread.currentThread().interrupt();
  }
}

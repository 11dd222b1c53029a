package io.euge.video;

import io.euge.EugeException;

/**
 * The thread was interrupted while it read a video, as Spark does with a task that it kills. Says
 * nothing of the video, so it is no {@link VideoException}. The thread's interrupt flag is set when
 * this is thrown.
 */
public final class VideoInterruptedException extends EugeException {
  private static final long serialVersionUID = 1L;

  /** Sets the thread's interrupt flag. */
  public VideoInterruptedException(String name) {
    super("Interrupted while reading " + name);
    Thread.currentThread().interrupt();
  }
}

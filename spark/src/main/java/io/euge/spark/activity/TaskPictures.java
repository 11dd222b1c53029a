package io.euge.spark.activity;

import java.util.concurrent.TimeUnit;

/** The pictures that one task sends, of which the executor limits the number. */
public final class TaskPictures {
  /** Between two pictures of a task. */
  static final long GAP = TimeUnit.SECONDS.toNanos(3);

  private final PictureSender sender;
  private final long task;
  private long next = System.nanoTime();

  TaskPictures(PictureSender sender, long task) {
    this.sender = sender;
    this.task = task;
  }

  /** Returns whether to send a picture; if so, not again before some seconds have passed. */
  public boolean isDue() {
    return isDue(System.nanoTime());
  }

  boolean isDue(long now) {
    if (now - next < 0 || !sender.permits(now)) {
      return false;
    }
    next = now + GAP;
    return true;
  }

  /**
   * Sends a picture; the caller does not wait for it.
   *
   * @param jpeg a file, which must not change later
   */
  public void send(String video, long frame, double seconds, byte[] jpeg) {
    sender.send(task, video, frame, seconds, jpeg);
  }
}

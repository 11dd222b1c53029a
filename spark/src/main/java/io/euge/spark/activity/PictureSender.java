package io.euge.spark.activity;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.apache.spark.TaskContext;

/**
 * Sends the pictures of this process, at most one a second. Where nobody can see them, none is
 * connected.
 */
public final class PictureSender {
  /** Between two pictures of the process. */
  static final long GAP = TimeUnit.SECONDS.toNanos(1);

  private static volatile PictureSender current;

  private final String executor;
  private final Consumer<TaskPicture> target;
  private final AtomicLong next = new AtomicLong(System.nanoTime());

  /**
   * @param executor Spark's id of the executor
   * @param target takes a picture without waiting
   */
  public PictureSender(String executor, Consumer<TaskPicture> target) {
    this.executor = executor;
    this.target = target;
  }

  /** Lets the tasks of this process send pictures from now on; null for none. */
  public static void connect(PictureSender sender) {
    current = sender;
  }

  /** Returns the pictures of the task of this thread; null if nobody can see them. */
  public static TaskPictures ofThisTask() {
    PictureSender sender = current;
    TaskContext task = TaskContext.get();
    return sender == null || task == null ? null : new TaskPictures(sender, task.taskAttemptId());
  }

  boolean permits(long now) {
    long permitted = next.get();
    return now - permitted >= 0 && next.compareAndSet(permitted, now + GAP);
  }

  void send(long task, String video, long frame, double seconds, byte[] jpeg) {
    target.accept(new TaskPicture(executor, task, video, frame, seconds, jpeg));
  }
}

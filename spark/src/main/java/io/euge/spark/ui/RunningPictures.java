package io.euge.spark.ui;

import io.euge.rendering.FramePicture;
import io.euge.spark.activity.TaskPicture;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerApplicationEnd;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/**
 * The last pictures of tasks that run, in the driver's memory alone and of a bounded number of
 * tasks. Thread-safe.
 */
public final class RunningPictures extends SparkListener {
  /** Those that were sent last are kept. */
  public static final int MAX_TASKS = 24;

  /** Tasks whose pictures may still be on their way when they have ended. */
  private static final int MAX_ENDED = 1000;

  private final Map<Long, TaskPicture> pictures = new LinkedHashMap<>();
  private final Set<Long> ended = new LinkedHashSet<>();

  /** Takes the picture of a task instead of the one before. */
  public synchronized void add(TaskPicture picture) {
    if (ended.contains(picture.task()) || picture.jpeg().length > FramePicture.MAX_BYTES) {
      return;
    }
    pictures.remove(picture.task());
    if (pictures.size() == MAX_TASKS) {
      pictures.remove(pictures.keySet().iterator().next());
    }
    pictures.put(picture.task(), picture);
  }

  /** Returns the pictures in the order of the tasks. */
  public synchronized List<TaskPicture> all() {
    return pictures.values().stream().sorted(Comparator.comparingLong(TaskPicture::task)).toList();
  }

  @Override
  public synchronized void onTaskEnd(SparkListenerTaskEnd end) {
    long task = end.taskInfo().taskId();
    pictures.remove(task);
    if (ended.size() == MAX_ENDED) {
      ended.remove(ended.iterator().next());
    }
    ended.add(task);
  }

  @Override
  public synchronized void onApplicationEnd(SparkListenerApplicationEnd end) {
    pictures.clear();
  }
}

package io.euge.spark.crash;

import java.io.Serializable;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.ExecutorLostFailure;
import org.apache.spark.TaskContext;
import org.apache.spark.api.plugin.PluginContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/**
 * Which executors died under their tasks, as the driver saw it, for tasks that ask before they
 * read.
 *
 * <p>Spark runs a task again when its process has died. Such a task is a suspect, and reads only
 * what passes a {@link CrashProbe}: so a video can kill one executor, not a second. A trial of an
 * innocent, or of a speculative copy, costs time only. With many such videos, tasks beside them
 * would die too often for Spark; so once {@link #CAREFUL} executors have died since a query was
 * planned, all that it has yet to read is tried first.
 */
public final class ExecutorLossTracker extends SparkListener {
  /** Well below the four failures that Spark, by default, allows a task: news of a death lags. */
  static final int CAREFUL = 2;

  /** A task's question: how many executors died since then? In milliseconds of the driver. */
  public record Since(long millis) implements Serializable {}

  /** The way to the driver; null in a driver, and where the plugin is not used. */
  private static volatile PluginContext driver;

  private final Map<String, Long> deaths = new ConcurrentHashMap<>();

  /** Only what the executor did itself counts: not that its machine was taken away. */
  @Override
  public void onTaskEnd(SparkListenerTaskEnd end) {
    if (end.reason() instanceof ExecutorLostFailure lost && lost.exitCausedByApp()) {
      deaths.putIfAbsent(lost.execId(), System.currentTimeMillis());
    }
  }

  public int answer(Since question) {
    return (int) deaths.values().stream().filter(died -> died >= question.millis()).count();
  }

  /** Lets the tasks of this executor ask the driver; null ends that. */
  public static void ask(PluginContext context) {
    driver = context;
  }

  /** Whether the task of this thread must not read before a trial. */
  public static boolean isSuspect(long planned) {
    TaskContext task = TaskContext.get();
    return task != null && (task.attemptNumber() > 0 || died(planned) >= CAREFUL);
  }

  private static int died(long since) {
    PluginContext context = driver;
    if (context == null) {
      return 0;
    }
    try {
      return (Integer) context.ask(new Since(since));
    } catch (Exception e) { // Spark declares no other
      throw new IllegalStateException("The driver does not say how many executors died", e);
    }
  }
}

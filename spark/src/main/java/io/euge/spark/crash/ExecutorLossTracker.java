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
 * Counts, on the driver, the executors that were lost to crashes of their own. Tasks query the
 * count before they read.
 *
 * <p>Spark retries a task when its executor is lost. The retry reads only videos that pass a {@link
 * CrashProbe}, so that a video can crash one executor but not a second. Probing a harmless video,
 * or in a speculative attempt, costs only time. With many such videos, other tasks on the same
 * executors would exceed Spark's limit of failures; therefore, once {@link #PROBE_THRESHOLD}
 * executors were lost since a query was planned, all videos that it has yet to read are probed.
 */
public final class ExecutorLossTracker extends SparkListener {
  /**
   * Well below the four failures of a task that Spark allows by default, since losses are reported
   * late.
   */
  static final int PROBE_THRESHOLD = 2;

  /**
   * Requests the number of executors lost since a time.
   *
   * @param millis by the clock of the driver
   */
  public record LossesSince(long millis) implements Serializable {}

  /** Sends requests to the driver; null on a driver, and if the plugin is not used. */
  private static volatile PluginContext driver;

  private final Map<String, Long> lostMillis = new ConcurrentHashMap<>();

  /** Counts only losses that the executor caused itself, not the loss of its machine. */
  @Override
  public void onTaskEnd(SparkListenerTaskEnd end) {
    if (end.reason() instanceof ExecutorLostFailure lost && lost.exitCausedByApp()) {
      lostMillis.putIfAbsent(lost.execId(), System.currentTimeMillis());
    }
  }

  /** Returns the number of executors lost since the time of the request. */
  public int count(LossesSince request) {
    return (int) lostMillis.values().stream().filter(millis -> millis >= request.millis()).count();
  }

  /** Connects the tasks of this executor to the driver; null disconnects them. */
  public static void connect(PluginContext context) {
    driver = context;
  }

  /** Returns whether the task of this thread must probe a video before reading it. */
  public static boolean isProbeRequired(long planned) {
    TaskContext task = TaskContext.get();
    return task != null && (task.attemptNumber() > 0 || lossesSince(planned) >= PROBE_THRESHOLD);
  }

  private static int lossesSince(long millis) {
    PluginContext context = driver;
    if (context == null) {
      return 0;
    }
    try {
      return (Integer) context.ask(new LossesSince(millis));
    } catch (Exception e) { // Spark declares no other
      throw new IllegalStateException("The driver does not say how many executors died", e);
    }
  }
}

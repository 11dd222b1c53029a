package io.euge.spark.activity;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.spark.TaskContext;

/**
 * Collects what the tasks of this process read until it is reported. If reports are disabled, tasks
 * have {@link TaskActivity#NONE} and nothing is counted.
 */
public final class ExecutorActivity {
  /** A report has no more; the rest is in the next one. */
  public static final int MAX_READINGS = 1000;

  /** Further ones are not reported. */
  static final int MAX_WAITING = 20 * MAX_READINGS;

  private static final String EXECUTION = "spark.sql.execution.id";

  private static volatile ExecutorActivity current;

  private final Runnable idle;
  private final Map<Long, Scan> scans = new LinkedHashMap<>();
  private final Deque<Reading> readings = new ArrayDeque<>();

  /** The tasks of one query, and its frames since the last report. */
  private static final class Scan {
    private final Set<TaskActivity> tasks = new HashSet<>();
    private long since;
    private long frames;
  }

  /**
   * @param idle called when the last of the running tasks ends
   */
  public ExecutorActivity(Runnable idle) {
    this.idle = idle;
  }

  /** Lets the tasks of this process report to this activity from now on; null for none. */
  public static void connect(ExecutorActivity activity) {
    current = activity;
  }

  /** Begins the activity of the task of this thread, which closes it. */
  public static TaskActivity begin() {
    ExecutorActivity activity = current;
    TaskContext task = TaskContext.get();
    String execution = task == null ? null : task.getLocalProperty(EXECUTION);
    return activity == null || execution == null
        ? TaskActivity.NONE
        : activity.begin(Long.parseLong(execution));
  }

  synchronized TaskActivity begin(long execution) {
    Scan scan = scans.computeIfAbsent(execution, id -> new Scan());
    if (scan.tasks.isEmpty() && scan.frames == 0) {
      scan.since = System.nanoTime();
    }
    TaskActivity task = new TaskActivity(this, execution);
    scan.tasks.add(task);
    return task;
  }

  synchronized void add(Reading reading) {
    if (readings.size() < MAX_WAITING) {
      readings.add(reading);
    }
  }

  void end(TaskActivity task) {
    boolean last;
    synchronized (this) {
      Scan scan = scans.get(task.scan());
      if (scan == null || !scan.tasks.remove(task)) {
        return;
      }
      scan.frames += task.takeFrames();
      last = scans.values().stream().allMatch(one -> one.tasks.isEmpty());
    }
    if (last) {
      idle.run();
    }
  }

  /**
   * Returns the report of what happened since the last one.
   *
   * @param process the models now
   */
  public synchronized ExecutorReport report(String executor, String host, ProcessReport process) {
    long now = System.nanoTime();
    List<ScanFrames> frames = new ArrayList<>();
    scans.forEach(
        (id, scan) -> {
          for (TaskActivity task : scan.tasks) {
            scan.frames += task.takeFrames();
          }
          if (scan.frames > 0) {
            frames.add(
                new ScanFrames(
                    id, scan.frames, Math.max(1, TimeUnit.NANOSECONDS.toMillis(now - scan.since))));
            scan.since = now;
            scan.frames = 0;
          }
        });
    scans.values().removeIf(scan -> scan.tasks.isEmpty());
    List<Reading> ended = new ArrayList<>();
    while (ended.size() < MAX_READINGS && !readings.isEmpty()) {
      ended.add(readings.remove());
    }
    return new ExecutorReport(executor, host, process, frames, List.copyOf(ended));
  }

  /** Takes back a report that could not be sent; the next ones contain the same. */
  public synchronized void restore(ExecutorReport report) {
    for (ScanFrames some : report.frames()) {
      Scan scan = scans.computeIfAbsent(some.scan(), id -> new Scan());
      scan.frames += some.frames();
      scan.since = System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(some.millis());
    }
    List<Reading> ended = report.readings();
    for (int i = ended.size() - 1; i >= 0 && readings.size() < MAX_WAITING; i--) {
      readings.addFirst(ended.get(i));
    }
  }
}

package io.euge.spark.metrics;

import io.euge.TaskPart;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.scheduler.AccumulableInfo;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerEvent;
import org.apache.spark.scheduler.SparkListenerExecutorMetricsUpdate;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.TaskInfo;
import org.apache.spark.sql.execution.SparkPlanInfo;
import org.apache.spark.sql.execution.metric.SQLMetricInfo;
import org.apache.spark.sql.execution.ui.SparkListenerDriverAccumUpdates;
import org.apache.spark.sql.execution.ui.SparkListenerSQLAdaptiveExecutionUpdate;
import org.apache.spark.sql.execution.ui.SparkListenerSQLExecutionStart;
import scala.Tuple2;
import scala.collection.Iterable;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Observes a running scan of videos through what Spark reports to its listeners: the scan's own
 * metrics, found in the plan by their names, and the rows it has given, from the tasks' heartbeats.
 */
public final class ScanProgressListener extends SparkListener {
  private static final String ROWS = "number of output rows";

  /** What the accumulators of the scan count, by their ids. */
  private final Map<Long, String> counted = new ConcurrentHashMap<>();

  private final Map<String, Long> planned = new ConcurrentHashMap<>();
  private final Map<Long, Long> framesRunning = new ConcurrentHashMap<>();
  private final Map<String, Long> copiesByProcess = new ConcurrentHashMap<>();
  private final AtomicLong framesDone = new AtomicLong();
  private final AtomicLong bytesRead = new AtomicLong();
  private final AtomicLong recordedMillis = new AtomicLong();
  private final AtomicLong videosToPlan = new AtomicLong();
  private final AtomicLong videosPlanned = new AtomicLong();

  private final TaskTimes times = new TaskTimes();

  /** What the heartbeats say of the tasks that run. */
  private final Map<Long, TaskTimes> timesRunning = new HashMap<>();

  /** The stages whose tasks read videos, and the attempts that failed in any stage, in millis. */
  private final Set<Integer> reading = new HashSet<>();

  private final Map<Integer, List<Long>> failed = new HashMap<>();

  private long start = Long.MAX_VALUE;
  private long end;

  /** Frames read so far, by tasks that ended well and by those that run. */
  public long frames() {
    return framesDone.get() + framesRunning.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Videos that the plans so far open; 0 before. */
  public long videosToPlan() {
    return videosToPlan.get();
  }

  /** Videos opened for the plan so far. */
  public long videosPlanned() {
    return videosPlanned.get();
  }

  /** Returns the number of long videos that are one task because they could not be split. */
  public long videosUnsplit() {
    return planned.getOrDefault(ScanMetrics.VIDEOS_UNSPLIT, 0L);
  }

  /** Frames that should come; 0 while the plan is being made, or where that is not known. */
  public long framesExpected() {
    return planned.getOrDefault(ScanMetrics.FRAMES_EXPECTED, 0L);
  }

  public long videos() {
    return planned.getOrDefault(ScanMetrics.VIDEOS, 0L);
  }

  /** Bytes of the videos that tasks which ended well have fetched. */
  public long bytesRead() {
    return bytesRead.get();
  }

  /**
   * Returns the recorded time, in seconds, of the segments that tasks which ended well have read; 0
   * where the containers do not declare it.
   */
  public double recordedSeconds() {
    return recordedMillis.get() / 1000.0;
  }

  /** Returns the seconds from the first task that read frames to the end of the last. */
  public synchronized double seconds() {
    return end > start ? (end - start) / 1000.0 : 0;
  }

  /**
   * Returns the maximum number of copies of a model that were in memory at once, over all
   * processes.
   */
  public long modelCopies() {
    return copiesByProcess.values().stream().mapToLong(Long::longValue).sum();
  }

  /**
   * Returns what bounded the scan; empty before one of its tasks has ended well.
   *
   * @param whole seconds of the whole job
   */
  public synchronized Optional<Bottleneck> bottleneck(double whole) {
    return Bottleneck.of(times(), seconds(), whole, copiesByProcess.size());
  }

  /**
   * Returns what bounds a scan that runs, with what its running tasks have done so far; empty while
   * that is nothing.
   */
  public Optional<Bottleneck> bottleneckSoFar() {
    return bottleneckSoFar(System.currentTimeMillis());
  }

  /**
   * Does the same for a moment.
   *
   * @param now in milliseconds
   */
  public synchronized Optional<Bottleneck> bottleneckSoFar(long now) {
    TaskTimes all = times();
    timesRunning.values().forEach(all::add);
    double seconds = start == Long.MAX_VALUE ? 0 : Math.max(0, now - start) / 1000.0;
    return Bottleneck.of(all, seconds, seconds, copiesByProcess.size());
  }

  /** Returns what the tasks so far spent their time on. */
  public synchronized TaskTimes times() {
    TaskTimes all = new TaskTimes();
    all.add(times);
    for (int stage : reading) {
      failed
          .getOrDefault(stage, List.of())
          .forEach(millis -> all.addFailure(TimeUnit.MILLISECONDS.toNanos(millis)));
    }
    return all;
  }

  @Override
  public void onOtherEvent(SparkListenerEvent event) {
    if (event instanceof SparkListenerSQLExecutionStart start) {
      findScan(start.sparkPlanInfo());
    } else if (event instanceof SparkListenerSQLAdaptiveExecutionUpdate update) {
      // A new plan may have new accumulators.
      findScan(update.sparkPlanInfo());
    } else if (event instanceof SparkListenerDriverAccumUpdates updates) {
      for (Tuple2<Object, Object> update : each(updates.accumUpdates())) {
        String name = counted.get((Long) update._1());
        if (name != null) {
          planned.put(name, (Long) update._2());
        }
      }
    }
  }

  private void findScan(SparkPlanInfo plan) {
    Map<Long, String> metrics = new HashMap<>();
    for (SQLMetricInfo metric : each(plan.metrics())) {
      metrics.put(metric.accumulatorId(), metric.name());
    }
    if (metrics.containsValue(ScanMetrics.FRAMES_EXPECTED)) {
      counted.putAll(metrics);
    }
    each(plan.children()).forEach(this::findScan);
  }

  @Override
  public void onJobStart(SparkListenerJobStart start) {
    String videos = start.properties().getProperty(ScanMetrics.PLANNING);
    if (videos != null) {
      videosToPlan.addAndGet(Long.parseLong(videos));
    }
  }

  @Override
  public void onExecutorMetricsUpdate(SparkListenerExecutorMetricsUpdate heartbeat) {
    each(heartbeat.accumUpdates())
        .forEach(
            task -> {
              framesRunning.computeIfPresent(
                  (Long) task._1(), (id, before) -> rows(task._4(), before));
              addRunning((Long) task._1(), task._4());
            });
  }

  private synchronized void addRunning(long task, Iterable<AccumulableInfo> accumulables) {
    if (framesRunning.containsKey(task)) {
      TaskTimes running = new TaskTimes();
      add(accumulables, running);
      timesRunning.put(task, running);
    }
  }

  @Override
  public void onTaskStart(org.apache.spark.scheduler.SparkListenerTaskStart start) {
    framesRunning.put(start.taskInfo().taskId(), 0L);
  }

  @Override
  public void onTaskEnd(SparkListenerTaskEnd end) {
    Long running = framesRunning.remove(end.taskInfo().taskId());
    removeRunning(end.taskInfo().taskId());
    if (!end.taskInfo().successful()) {
      addFailure(end);
      return;
    }
    addTimes(end);
    time(end.taskInfo());
    framesDone.addAndGet(rows(end.taskInfo().accumulables(), running == null ? 0 : running));
    for (AccumulableInfo info : each(end.taskInfo().accumulables())) {
      if (info.name().contains(ScanMetrics.VIDEOS_PLANNED)) {
        videosPlanned.addAndGet(update(info));
      } else if (ScanMetrics.MODEL_COPIES.equals(counted.get(info.id()))) {
        copiesByProcess.merge(end.taskInfo().executorId(), update(info), Long::max);
      } else if (ScanMetrics.BYTES_READ.equals(counted.get(info.id()))) {
        bytesRead.addAndGet(update(info));
      } else if (ScanMetrics.RECORDED.equals(counted.get(info.id()))) {
        recordedMillis.addAndGet(update(info));
      }
    }
  }

  private synchronized void removeRunning(long task) {
    timesRunning.remove(task);
  }

  private synchronized void addFailure(SparkListenerTaskEnd end) {
    failed
        .computeIfAbsent(end.stageId(), stage -> new ArrayList<>())
        .add(end.taskInfo().duration());
  }

  /** Adds the parts, and as another what Spark needed around the reading. */
  private synchronized void addTimes(SparkListenerTaskEnd end) {
    TaskTimes task = new TaskTimes();
    if (add(end.taskInfo().accumulables(), task)) {
      reading.add(end.stageId());
      long all = TimeUnit.MILLISECONDS.toNanos(end.taskInfo().duration());
      task.add(TaskPart.OTHER, Math.max(0, all - task.total()));
      times.add(task);
    }
  }

  /** Adds the times of one task, and returns whether it has any. */
  private boolean add(Iterable<AccumulableInfo> accumulables, TaskTimes task) {
    boolean reads = false;
    for (AccumulableInfo info : each(accumulables)) {
      String name = counted.get(info.id());
      reads |= name != null && info.update().isDefined() && task.add(name, update(info));
    }
    return reads;
  }

  private synchronized void time(TaskInfo task) {
    for (AccumulableInfo info : each(task.accumulables())) {
      if (ROWS.equals(counted.get(info.id()))) {
        start = Math.min(start, task.launchTime());
        end = Math.max(end, task.finishTime());
      }
    }
  }

  private long rows(Iterable<AccumulableInfo> accumulables, long otherwise) {
    for (AccumulableInfo info : each(accumulables)) {
      if (ROWS.equals(counted.get(info.id()))) {
        return update(info);
      }
    }
    return otherwise;
  }

  private static long update(AccumulableInfo info) {
    return Long.parseLong(info.update().get().toString());
  }

  private static <T> java.lang.Iterable<T> each(Iterable<T> scala) {
    return CollectionConverters.asJava(scala);
  }
}

package io.euge.spark.ui;

import io.euge.spark.activity.ExecutorReport;
import io.euge.spark.activity.Reading;
import io.euge.spark.activity.ScanFrames;
import io.euge.spark.metrics.ScanMetrics;
import io.euge.spark.metrics.ScanProgressListener;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerApplicationEnd;
import org.apache.spark.scheduler.SparkListenerEvent;
import org.apache.spark.scheduler.SparkListenerExecutorMetricsUpdate;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.SparkListenerTaskStart;
import org.apache.spark.sql.execution.SparkPlanInfo;
import org.apache.spark.sql.execution.ui.SparkListenerDriverAccumUpdates;
import org.apache.spark.sql.execution.ui.SparkListenerSQLAdaptiveExecutionUpdate;
import org.apache.spark.sql.execution.ui.SparkListenerSQLExecutionEnd;
import org.apache.spark.sql.execution.ui.SparkListenerSQLExecutionStart;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Folds events into the entries that the tab shows, in a running application or one from the event
 * log. What it holds is bounded. What fails here does not concern the application.
 */
final class EugeListener extends SparkListener {
  static final int MAX_EXECUTORS = 1000;

  /** Queries that are shown; more if more run at once. */
  static final int MAX_SCANS = 100;

  /** Of more running queries the oldest are forgotten. */
  static final int MAX_RUNNING = 10_000;

  /** Videos that are listed of a query that is begun while many are running. */
  static final int FEW_VIDEOS = ScanProgress.MAX_VIDEOS / MAX_SCANS;

  /** Running queries without videos in their first plan; a later plan may have some. */
  private static final int MAX_OTHERS = 1000;

  /** Queries that have ended and may still get reports: the last ones that read videos. */
  static final int MAX_ENDED = 8;

  private static final long WRITE_EVERY = 1000;

  private final EugeStore store;
  private final boolean live;
  private final Map<Long, ScanProgress> open = new LinkedHashMap<>();
  private final Map<Long, Long> written = new LinkedHashMap<>();
  private final Map<String, ExecutorEntry> executors = new LinkedHashMap<>();
  private final Map<Long, Other> others = new LinkedHashMap<>();
  private long now;

  /** A query that has read no videos so far. */
  private record Other(String description, long begin) {}

  /**
   * @param live whether entries are written as they change, or else at the end
   */
  EugeListener(EugeStore store, boolean live) {
    this.store = store;
    this.live = live;
  }

  private synchronized void guard(Runnable action) {
    boolean unused = Guard.run(action);
  }

  @Override
  public void onOtherEvent(SparkListenerEvent event) {
    guard(() -> take(event));
  }

  private void take(SparkListenerEvent event) {
    if (event instanceof SparkListenerSQLExecutionStart start) {
      begin(start);
    } else if (event instanceof SparkListenerSQLAdaptiveExecutionUpdate update) {
      if (readsVideos(update.sparkPlanInfo())) {
        beginLater(update.executionId());
      }
      with(update.executionId(), scan -> scan.metrics().onOtherEvent(update));
    } else if (event instanceof SparkListenerDriverAccumUpdates updates) {
      with(updates.executionId(), scan -> scan.metrics().onOtherEvent(updates));
    } else if (event instanceof SparkListenerSQLExecutionEnd end) {
      others.remove(end.executionId());
      with(end.executionId(), scan -> end(end.executionId(), scan, end.time()));
    } else if (event instanceof ScanPlanned planned) {
      beginLater(planned.scan());
      with(
          planned.scan(),
          scan -> {
            scan.plan(planned);
            changed(planned.scan(), scan, true);
          });
    } else if (event instanceof ExecutorsReported reported) {
      take(reported);
    }
  }

  private void with(long id, Consumer<ScanProgress> action) {
    ScanProgress scan = open.get(id);
    if (scan != null) {
      action.accept(scan);
    }
  }

  private void begin(SparkListenerSQLExecutionStart start) {
    now = Math.max(now, start.time());
    if (readsVideos(start.sparkPlanInfo())) {
      open(start.executionId(), start.description(), start.time()).metrics().onOtherEvent(start);
      return;
    }
    if (others.size() == MAX_OTHERS) {
      others.remove(others.keySet().iterator().next());
    }
    others.put(start.executionId(), new Other(start.description(), start.time()));
  }

  /** Begins a query whose videos were not in its first plan, unless it has begun. */
  private void beginLater(long id) {
    Other other = others.remove(id);
    if (other != null) {
      ScanProgress unused = open(id, other.description(), other.begin());
    }
  }

  private ScanProgress open(long id, String description, long begin) {
    while (open.values().stream().filter(EugeListener::isDone).count() > MAX_ENDED) {
      evictOldest(EugeListener::isDone);
    }
    if (open.size() >= MAX_SCANS) {
      evictOldest(open.size() < MAX_RUNNING ? ScanProgress::isEnded : scan -> true);
    }
    int videos = open.size() < MAX_SCANS ? ScanProgress.MAX_VIDEOS : FEW_VIDEOS;
    ScanProgress scan = new ScanProgress(id, description, begin, videos);
    open.put(id, scan);
    return scan;
  }

  private static boolean isDone(ScanProgress scan) {
    return scan.isEnded() && scan.isKnown();
  }

  /** Writes and forgets the oldest scan of some. */
  private void evictOldest(Predicate<ScanProgress> some) {
    open.keySet().stream()
        .filter(id -> some.test(open.get(id)))
        .findFirst()
        .ifPresent(id -> write(id, open.remove(id)));
  }

  private static boolean readsVideos(SparkPlanInfo plan) {
    return CollectionConverters.asJava(plan.metrics()).stream()
            .anyMatch(metric -> metric.name().equals(ScanMetrics.FRAMES_EXPECTED))
        || CollectionConverters.asJava(plan.children()).stream()
            .anyMatch(EugeListener::readsVideos);
  }

  private void end(long id, ScanProgress scan, long millis) {
    now = Math.max(now, millis);
    scan.end(millis);
    changed(id, scan, true);
  }

  /** Ends the queries of which nothing else says that they ended. */
  private void endAll() {
    open.forEach(
        (id, scan) -> {
          if (!scan.isEnded()) {
            end(id, scan, now);
          }
        });
  }

  @Override
  public void onApplicationEnd(SparkListenerApplicationEnd end) {
    guard(
        () -> {
          now = Math.max(now, end.time());
          endAll();
        });
  }

  @Override
  public void onTaskStart(SparkListenerTaskStart start) {
    if (live) {
      guard(() -> running(metrics -> metrics.onTaskStart(start)));
    }
  }

  /** What running tasks say is not in the event log. */
  @Override
  public void onExecutorMetricsUpdate(SparkListenerExecutorMetricsUpdate heartbeat) {
    if (live) {
      guard(() -> running(metrics -> metrics.onExecutorMetricsUpdate(heartbeat)));
    }
  }

  @Override
  public void onTaskEnd(SparkListenerTaskEnd end) {
    guard(
        () -> {
          now = Math.max(now, end.taskInfo().finishTime());
          for (ScanProgress scan : open.values()) {
            // A later query may have the same plan; only tasks that are stopped end after theirs.
            if (!scan.isEnded() || !end.taskInfo().successful()) {
              scan.metrics().onTaskEnd(end);
            }
          }
        });
  }

  private void running(Consumer<ScanProgressListener> action) {
    for (ScanProgress scan : open.values()) {
      if (!scan.isEnded()) {
        action.accept(scan.metrics());
      }
    }
  }

  @Override
  public void onExecutorRemoved(SparkListenerExecutorRemoved removed) {
    guard(
        () -> {
          ExecutorEntry entry = executors.get(removed.executorId());
          if (entry != null) {
            put(entry.asRemoved());
          }
        });
  }

  private void take(ExecutorsReported reported) {
    Set<Long> scans = new LinkedHashSet<>();
    for (TimedReport one : reported.reports()) {
      take(one, scans);
    }
    scans.forEach(id -> with(id, scan -> changed(id, scan, false)));
  }

  /**
   * @param scans receives the numbers of the queries that the report is about
   */
  private void take(TimedReport reported, Set<Long> scans) {
    ExecutorReport report = reported.report();
    now = Math.max(now, reported.millis());
    long frames = 0;
    for (ScanFrames some : report.frames()) {
      frames += some.frames();
      scans.add(some.scan());
      with(
          some.scan(),
          scan -> scan.frames(reported.millis() - some.millis(), reported.millis(), some.frames()));
    }
    for (Reading reading : report.readings()) {
      scans.add(reading.scan());
      with(reading.scan(), scan -> scan.read(reading));
    }
    ExecutorEntry before = executors.get(report.executor());
    put(
        new ExecutorEntry(
            report.executor(),
            report.host(),
            reported.millis(),
            frames + (before == null ? 0 : before.frames()),
            before != null && before.removed(),
            report.process()));
  }

  private void put(ExecutorEntry entry) {
    executors.remove(entry.executor());
    if (executors.size() >= MAX_EXECUTORS) {
      String oldest = executors.keySet().iterator().next();
      executors.remove(oldest);
      if (live) {
        store.remove(ExecutorEntry.class, oldest);
      }
    }
    executors.put(entry.executor(), entry);
    if (live) {
      store.write(entry);
    }
  }

  /**
   * Writes the entry of a scan while the application runs, unless it was written a moment ago.
   *
   * @param now whether to write it even then
   */
  private void changed(long id, ScanProgress scan, boolean now) {
    Long last = written.get(id);
    if (live && (now || scan.isEnded() || last == null || this.now - last >= WRITE_EVERY)) {
      write(id, scan);
    }
  }

  private void write(long id, ScanProgress scan) {
    if (!scan.isKnown()) {
      return;
    }
    store.write(scan.entry(live ? Math.max(now, System.currentTimeMillis()) : now));
    written.put(id, now);
    if (written.size() > MAX_SCANS) {
      written.keySet().stream().filter(this::isOver).findFirst().ifPresent(this::hide);
    }
  }

  private boolean isOver(long id) {
    ScanProgress scan = open.get(id);
    return scan == null || scan.isEnded();
  }

  private void hide(long id) {
    written.remove(id);
    store.remove(ScanEntry.class, id);
  }

  /**
   * Writes everything; no event follows for now. Queries whose end is unknown are running, as on
   * Spark's own pages: the application runs, or was killed.
   */
  void flush() {
    guard(
        () -> {
          open.forEach(this::write);
          executors.values().forEach(store::write);
        });
  }
}

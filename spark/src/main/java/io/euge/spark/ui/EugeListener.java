package io.euge.spark.ui;

import io.euge.spark.activity.ExecutorReport;
import io.euge.spark.activity.Reading;
import io.euge.spark.activity.ScanFrames;
import io.euge.spark.metrics.ScanMetrics;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerEvent;
import org.apache.spark.scheduler.SparkListenerExecutorMetricsUpdate;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.SparkListenerTaskStart;
import org.apache.spark.sql.execution.SparkPlanInfo;
import org.apache.spark.sql.execution.ui.SparkListenerDriverAccumUpdates;
import org.apache.spark.sql.execution.ui.SparkListenerSQLExecutionEnd;
import org.apache.spark.sql.execution.ui.SparkListenerSQLExecutionStart;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Folds events into the entries that the tab shows, in a running application or one from the event
 * log. What it holds is bounded.
 */
final class EugeListener extends SparkListener {
  static final int MAX_EXECUTORS = 1000;

  /** Queries that are shown. */
  static final int MAX_SCANS = 100;

  /** Queries that may still get reports: the last ones that ended, and those that run. */
  private static final int MAX_OPEN = 8;

  private static final long WRITE_EVERY = 1000;

  private final EugeStore store;
  private final boolean live;
  private final Map<Long, ScanProgress> open = new LinkedHashMap<>();
  private final Map<Long, Long> written = new LinkedHashMap<>();
  private final Map<String, ExecutorEntry> executors = new LinkedHashMap<>();
  private long now;

  /**
   * @param live whether entries are written as they change, or else at the end
   */
  EugeListener(EugeStore store, boolean live) {
    this.store = store;
    this.live = live;
  }

  @Override
  public synchronized void onOtherEvent(SparkListenerEvent event) {
    if (event instanceof SparkListenerSQLExecutionStart start) {
      begin(start);
    } else if (event instanceof SparkListenerSQLExecutionEnd end) {
      end(end);
    } else if (event instanceof SparkListenerDriverAccumUpdates updates) {
      ScanProgress scan = open.get(updates.executionId());
      if (scan != null) {
        scan.metrics().onOtherEvent(updates);
      }
    } else if (event instanceof ScanPlanned planned) {
      ScanProgress scan = open.get(planned.scan());
      if (scan != null) {
        scan.plan(planned);
        changed(planned.scan(), scan, true);
      }
    } else if (event instanceof ExecutorReported reported) {
      take(reported);
    }
  }

  private void begin(SparkListenerSQLExecutionStart start) {
    now = Math.max(now, start.time());
    if (!readsVideos(start.sparkPlanInfo())) {
      return;
    }
    Iterator<Map.Entry<Long, ScanProgress>> oldest = open.entrySet().iterator();
    while (open.size() >= MAX_OPEN && oldest.hasNext()) {
      Map.Entry<Long, ScanProgress> scan = oldest.next();
      write(scan.getKey(), scan.getValue());
      oldest.remove();
    }
    ScanProgress scan = new ScanProgress(start.executionId(), start.description(), start.time());
    scan.metrics().onOtherEvent(start);
    open.put(start.executionId(), scan);
    changed(start.executionId(), scan, true);
  }

  private static boolean readsVideos(SparkPlanInfo plan) {
    return CollectionConverters.asJava(plan.metrics()).stream()
            .anyMatch(metric -> metric.name().equals(ScanMetrics.FRAMES_EXPECTED))
        || CollectionConverters.asJava(plan.children()).stream()
            .anyMatch(EugeListener::readsVideos);
  }

  private void end(SparkListenerSQLExecutionEnd end) {
    now = Math.max(now, end.time());
    ScanProgress scan = open.get(end.executionId());
    if (scan != null) {
      scan.end(end.time());
      changed(end.executionId(), scan, true);
    }
  }

  @Override
  public synchronized void onTaskStart(SparkListenerTaskStart start) {
    if (live) {
      open.values().forEach(scan -> scan.metrics().onTaskStart(start));
    }
  }

  /** What running tasks say is not in the event log. */
  @Override
  public synchronized void onExecutorMetricsUpdate(SparkListenerExecutorMetricsUpdate heartbeat) {
    if (live) {
      open.values().forEach(scan -> scan.metrics().onExecutorMetricsUpdate(heartbeat));
    }
  }

  @Override
  public synchronized void onTaskEnd(SparkListenerTaskEnd end) {
    open.values().forEach(scan -> scan.metrics().onTaskEnd(end));
  }

  @Override
  public synchronized void onExecutorRemoved(SparkListenerExecutorRemoved removed) {
    ExecutorEntry entry = executors.get(removed.executorId());
    if (entry != null) {
      put(entry.asRemoved());
    }
  }

  private void take(ExecutorReported reported) {
    ExecutorReport report = reported.report();
    now = Math.max(now, reported.millis());
    long frames = 0;
    for (ScanFrames some : report.frames()) {
      frames += some.frames();
      ScanProgress scan = open.get(some.scan());
      if (scan != null) {
        scan.frames(reported.millis() - some.millis(), reported.millis(), some.frames());
        changed(some.scan(), scan, false);
      }
    }
    for (Reading reading : report.readings()) {
      ScanProgress scan = open.get(reading.scan());
      if (scan != null) {
        scan.read(reading);
        changed(reading.scan(), scan, false);
      }
    }
    ExecutorEntry before = executors.get(report.executor());
    put(
        new ExecutorEntry(
            report.executor(),
            report.host(),
            reported.millis(),
            frames + (before == null ? 0 : before.frames()),
            false,
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

  /** Writes the entry of a scan, unless it was written a moment ago and more is to come. */
  private void changed(long id, ScanProgress scan, boolean now) {
    Long last = written.get(id);
    if (live && (now || scan.isEnded() || last == null || this.now - last >= WRITE_EVERY)) {
      write(id, scan);
    }
  }

  private void write(long id, ScanProgress scan) {
    store.write(scan.entry(now));
    written.put(id, now);
    if (written.size() > MAX_SCANS) {
      long oldest = written.keySet().iterator().next();
      written.remove(oldest);
      store.remove(ScanEntry.class, oldest);
    }
  }

  /** Writes everything. */
  synchronized void flush() {
    open.forEach(this::write);
    executors.values().forEach(store::write);
  }
}

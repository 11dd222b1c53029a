package io.euge.spark.source.reading;

import io.euge.TaskPart;
import io.euge.TimeAccount;
import io.euge.spark.activity.ExecutorActivity;
import io.euge.spark.activity.TaskActivity;
import io.euge.spark.metrics.ScanMetrics;
import io.euge.spark.metrics.TaskCounters;
import io.euge.spark.metrics.TimeMetrics;
import io.euge.spark.source.planning.VideoPartition;
import io.euge.spark.source.planning.VideoSegment;
import io.euge.spark.source.rows.Closer;
import io.euge.spark.source.rows.TaskRows;
import io.euge.video.VideoException;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;
import org.apache.spark.sql.connector.read.PartitionReader;

/**
 * Reads the segments of one task, one after the other, with one lease of the model. Spark closes it
 * when the task ends, however.
 */
final class VideoPartitionReader implements PartitionReader<InternalRow> {
  private final SegmentReaderFactory scan;
  private final VideoPartition partition;
  private final SegmentProbes probes;
  private final Closer closer = new Closer();
  private final TaskActivity activity;
  private final TimeAccount account = new TimeAccount();
  private final TaskCounters counters = new TaskCounters(account);
  private final TaskRows rows;

  /** The metrics of the segments that are closed, by name. */
  private final TreeMap<String, Long> counted = new TreeMap<>();

  private int opened;
  private int remaining;

  /** Whether an error of a video has failed the task. */
  private boolean failed;

  private ErrorHandlingReader segment;

  VideoPartitionReader(SegmentReaderFactory scan, VideoPartition partition) {
    this.scan = scan;
    this.partition = partition;
    this.probes = new SegmentProbes(scan, partition);
    this.rows = scan.rows().open(closer, account);
    this.remaining = scan.selection().limit();
    this.activity = ExecutorActivity.begin();
  }

  @Override
  public boolean next() throws IOException {
    try {
      return advance();
    } catch (VideoException e) {
      failed = !Thread.currentThread().isInterrupted();
      VideoSegment part = partition.segments().get(opened - 1);
      activity.fail(part.video().path(), part.segment(), part.segments(), e);
      throw e;
    }
  }

  private boolean advance() throws IOException {
    while (remaining > 0 && (segment != null || open())) {
      if (segment.next()) {
        remaining--;
        activity.frame();
        return true;
      }
      account.enter(TaskPart.OPENING);
      endSegment();
    }
    // What follows is the writing of the last rows.
    account.enter(TaskPart.WRITING);
    return false;
  }

  /** Opens the next segment; false after the last. */
  private boolean open() {
    if (opened == partition.segments().size()) {
      return false;
    }
    int index = opened++;
    activity.segment();
    segment =
        new ErrorHandlingReader(
            scan,
            partition.segments().get(index),
            () -> probes.requireHarmless(index),
            rows,
            account,
            remaining);
    return true;
  }

  private void endSegment() throws IOException {
    ErrorHandlingReader ended = segment;
    closeSegment(true);
    VideoSegment part = partition.segments().get(opened - 1);
    activity.end(part.video().path(), part.segment(), part.segments(), ended.errors());
  }

  private void closeSegment(boolean ended) throws IOException {
    if (segment != null) {
      ErrorHandlingReader closing = segment;
      segment = null;
      try {
        closing.close();
      } finally {
        CustomTaskMetric[] metrics = closing.currentMetricsValues();
        add(counted, metrics);
        counters.endSegment(
            metrics,
            ended,
            partition.segments().get(opened - 1).segment().to() == null,
            scan.selection().limit() - remaining);
      }
    }
  }

  private static void add(Map<String, Long> sums, CustomTaskMetric[] metrics) {
    for (CustomTaskMetric metric : metrics) {
      sums.merge(metric.name(), metric.value(), (a, b) -> ScanMetrics.merge(metric.name(), a, b));
    }
  }

  @Override
  public InternalRow get() {
    return segment.get();
  }

  @Override
  public CustomTaskMetric[] currentMetricsValues() {
    TreeMap<String, Long> all = new TreeMap<>(counted);
    if (segment != null) {
      add(all, segment.currentMetricsValues());
    }
    account.settle();
    TimeMetrics.read(account, all::put);
    return all.entrySet().stream()
        .map(metric -> ScanMetrics.value(metric.getKey(), metric.getValue()))
        .toArray(CustomTaskMetric[]::new);
  }

  @Override
  public void close() throws IOException {
    try {
      closeSegment(failed);
    } finally {
      counters.addTimes();
      try {
        closer.close();
      } finally {
        activity.close();
      }
    }
  }
}

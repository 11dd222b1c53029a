package io.euge.spark.source.reading;

import io.euge.spark.crash.CrashProbe;
import io.euge.spark.crash.ExecutorLossTracker;
import io.euge.spark.errors.ErrorSink;
import io.euge.spark.source.planning.VideoPartition;
import io.euge.video.VideoException;
import java.io.IOException;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;
import org.apache.spark.sql.connector.read.PartitionReader;

/**
 * Applies the error policy to the reading of a segment: an error of the video costs this segment
 * only. Any other failure, such as one of the model, still fails the task.
 */
final class ErrorHandlingReader implements PartitionReader<InternalRow> {
  private final ErrorSink errors;
  private final VideoPartition partition;

  /** Null where the segment could not be opened. */
  private final SegmentReader reader;

  private VideoException failure;
  private boolean closed;

  ErrorHandlingReader(SegmentReaderFactory scan, VideoPartition partition) {
    this.errors = scan.errors();
    this.partition = partition;
    this.reader = open(scan);
  }

  private SegmentReader open(SegmentReaderFactory scan) {
    try {
      if (ExecutorLossTracker.isProbeRequired(errors.plannedMillis())) {
        CrashProbe.requireHarmless(SegmentProbe.of(scan, partition));
      }
      return new SegmentReader(scan, partition);
    } catch (VideoException e) {
      errors.recordOrThrow(partition.video(), partition.segment(), e);
      return null;
    }
  }

  @Override
  public boolean next() throws IOException {
    if (reader == null || failure != null) {
      return false;
    }
    try {
      return reader.next();
    } catch (VideoException e) {
      errors.recordOrThrow(reader.recording(), partition.segment(), e);
      failure = e;
      return false;
    }
  }

  @Override
  public InternalRow get() {
    return reader.get();
  }

  @Override
  public CustomTaskMetric[] currentMetricsValues() {
    return reader == null ? new CustomTaskMetric[0] : reader.currentMetricsValues();
  }

  /** Closes the reader before it reads the damage, so that a prefetching thread has ended. */
  @Override
  public void close() throws IOException {
    if (reader != null && !closed) {
      closed = true;
      reader.close();
      for (VideoException damage : reader.damage()) {
        if (damage != failure) {
          errors.record(reader.recording(), partition.segment(), damage);
        }
      }
    }
  }
}

package io.euge.spark.source.reading;

import io.euge.spark.crash.CrashProbe;
import io.euge.spark.crash.ExecutorLossTracker;
import io.euge.spark.errors.BadInput;
import io.euge.spark.errors.ErrorSink;
import io.euge.spark.source.planning.VideoPartition;
import io.euge.video.VideoException;
import java.io.IOException;
import java.util.function.Supplier;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;
import org.apache.spark.sql.connector.read.PartitionReader;

/**
 * Reads a segment so that what is wrong with its video goes where the policy says, and costs this
 * segment only. Anything else that fails, such as the model, still fails the task.
 */
final class TolerantReader implements PartitionReader<InternalRow> {
  private final ErrorSink errors;
  private final VideoPartition partition;

  /** Null where the segment could not be opened. */
  private final SegmentReader reader;

  private VideoException last;
  private boolean closed;

  /**
   * @param trial the same reading, without a use for its frames
   */
  TolerantReader(
      ErrorSink errors,
      VideoPartition partition,
      CrashProbe.Reading trial,
      Supplier<SegmentReader> opening) {
    this.errors = errors;
    this.partition = partition;
    this.reader = open(trial, opening);
  }

  private SegmentReader open(CrashProbe.Reading trial, Supplier<SegmentReader> opening) {
    try {
      if (ExecutorLossTracker.isSuspect(errors.planned())) {
        CrashProbe.requireHarmless(trial);
      }
      return opening.get();
    } catch (VideoException e) {
      errors.keep(partition.video(), partition.segment(), e);
      return null;
    }
  }

  @Override
  public boolean next() throws IOException {
    if (reader == null || last != null) {
      return false;
    }
    try {
      return reader.next();
    } catch (VideoException e) {
      errors.keep(partition.video(), partition.segment(), e);
      last = e;
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

  /**
   * Closes the reader, and only then asks for the damage: a thread that decodes ahead has ended.
   */
  @Override
  public void close() throws IOException {
    if (reader != null && !closed) {
      closed = true;
      reader.close();
      for (VideoException wrong : reader.damage()) {
        if (wrong != last) {
          errors.met().add(BadInput.of(partition.video(), partition.segment(), wrong));
        }
      }
    }
  }
}

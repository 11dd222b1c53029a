package io.euge.spark.source.reading;

import io.euge.TaskPart;
import io.euge.TimeAccount;
import io.euge.detection.head.NonFiniteOutputException;
import io.euge.spark.errors.ErrorSink;
import io.euge.spark.source.planning.VideoSegment;
import io.euge.spark.source.reading.SegmentOutcomes.Outcome;
import io.euge.spark.source.rows.TaskRows;
import io.euge.video.Segment;
import io.euge.video.VideoException;
import io.euge.video.VideoException.Code;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;
import org.apache.spark.sql.connector.read.PartitionReader;

/**
 * Applies the error policy to the reading of a segment: an error of the video costs this segment
 * only. Any other failure, such as one of the model, still fails the task.
 */
final class ErrorHandlingReader implements PartitionReader<InternalRow> {
  private final ErrorSink errors;

  /** Null if nobody asks for them. */
  private final SegmentOutcomes outcomes;

  private final VideoSegment part;

  /** Null where the segment could not be opened. */
  private final SegmentReader reader;

  private final List<VideoException> found = new ArrayList<>();
  private VideoException failure;
  private boolean ended;
  private boolean closed;

  /**
   * Opens the segment.
   *
   * @param probe throws if the segment must not be read
   * @param account divides the time of the task
   * @param limit the most rows that are needed
   */
  ErrorHandlingReader(
      SegmentReaderFactory scan,
      VideoSegment part,
      Runnable probe,
      TaskRows task,
      TimeAccount account,
      int limit) {
    this.errors = scan.errors();
    this.outcomes = scan.outcomes();
    this.part = part;
    this.reader = open(scan, probe, task, account, limit);
  }

  private SegmentReader open(
      SegmentReaderFactory scan, Runnable probe, TaskRows task, TimeAccount account, int limit) {
    try {
      account.enter(TaskPart.OTHER);
      probe.run();
      account.enter(TaskPart.OPENING);
      return new SegmentReader(scan, part, task, account, limit);
    } catch (VideoException e) {
      errors.recordOrThrow(part.video(), unopened(e), e);
      found.add(e);
      add(
          !isGone(e)
              ? Outcome.DAMAGED
              : e.code() == Code.UNREADABLE ? Outcome.FORBIDDEN : Outcome.UNOPENED);
      return null;
    }
  }

  /**
   * Returns whether no part of the video can be opened until its file changes, and not this part
   * alone.
   */
  private boolean isGone(VideoException failure) {
    boolean isOtherFile = failure.code() == Code.CHANGED || failure.code() == Code.MISSING;
    return isOtherFile || (part.segment().isWhole() && failure.code() != Code.POISON);
  }

  /** Returns no segment for a whole video that cannot be opened, as if it was found in planning. */
  private Segment unopened(VideoException failure) {
    return part.segment().isWhole() && failure.code() != Code.POISON ? null : part.segment();
  }

  @Override
  public boolean next() throws IOException {
    if (reader == null || failure != null) {
      return false;
    }
    try {
      ended = !reader.next();
      return !ended;
    } catch (VideoException e) {
      errors.recordOrThrow(reader.recording(), part.segment(), e);
      found.add(e);
      failure = e;
      return false;
    } catch (NonFiniteOutputException e) {
      throw e.in(part.video().path());
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

  /** Returns the errors after which the reading continued; all of them after closing. */
  List<VideoException> errors() {
    return found;
  }

  /** Closes the reader before it reads the damage, so that a prefetching thread has ended. */
  @Override
  public void close() throws IOException {
    if (reader != null && !closed) {
      closed = true;
      reader.close();
      for (VideoException damage : reader.damage()) {
        if (damage != failure) {
          errors.record(reader.recording(), part.segment(), damage);
          found.add(damage);
        }
      }
      if (!found.isEmpty()) {
        add(Outcome.DAMAGED);
      } else if (ended) {
        add(Outcome.COMPLETE);
      }
    }
  }

  private void add(Outcome outcome) {
    if (outcomes != null) {
      outcomes.add(part, outcome);
    }
  }
}

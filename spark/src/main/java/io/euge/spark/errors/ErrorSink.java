package io.euge.spark.errors;

import io.euge.spark.metrics.ProcessCounters;
import io.euge.spark.recording.Recording;
import io.euge.video.Segment;
import io.euge.video.VideoException;
import io.euge.video.VideoException.Code;
import java.io.Serializable;
import java.util.Set;
import org.apache.spark.TaskContext;

/**
 * Takes the errors of videos from a task to the driver.
 *
 * @param tolerant whether the query continues after an error
 * @param plannedMillis when the scan was planned, by the driver's clock
 * @param denied the videos that an earlier query was not permitted to open; if that is still so, it
 *     is not recorded again
 */
public record ErrorSink(
    boolean tolerant, VideoErrorAccumulator errors, long plannedMillis, Set<String> denied)
    implements Serializable {
  /** Copies the set. */
  public ErrorSink {
    denied = Set.copyOf(denied);
  }

  /** Returns a sink that records all errors. */
  public static ErrorSink of(boolean tolerant, VideoErrorAccumulator errors) {
    return new ErrorSink(tolerant, errors, System.currentTimeMillis(), Set.of());
  }

  /** Returns a sink for videos of which some could not be opened before, for lack of permission. */
  public ErrorSink withDenied(Set<String> videos) {
    return new ErrorSink(tolerant, errors, plannedMillis, videos);
  }

  /**
   * Records an error, or throws it if the policy is to fail or the task was cancelled: then an
   * interrupted reading says nothing about the video.
   *
   * @param segment null if the video could not be opened
   */
  public void recordOrThrow(Recording video, Segment segment, VideoException error) {
    TaskContext task = TaskContext.get();
    if (!tolerant
        || Thread.currentThread().isInterrupted()
        || (task != null && task.isInterrupted())) {
      throw error;
    }
    record(video, segment, error);
  }

  /** Records an error after which the reading continued. */
  public void record(Recording video, Segment segment, VideoException error) {
    if (segment == null && error.code() == Code.UNREADABLE && denied.contains(video.path())) {
      return;
    }
    errors.add(VideoError.of(video, segment, error));
    ProcessCounters.current().addError(error.code());
  }
}

package io.euge.spark.errors;

import io.euge.spark.metrics.ProcessCounters;
import io.euge.spark.recording.Recording;
import io.euge.video.Segment;
import io.euge.video.VideoException;
import java.io.Serializable;
import org.apache.spark.TaskContext;

/**
 * Takes the errors of videos from a task to the driver.
 *
 * @param tolerant whether the query continues after an error
 * @param plannedMillis when the scan was planned, by the driver's clock
 */
public record ErrorSink(boolean tolerant, VideoErrorAccumulator errors, long plannedMillis)
    implements Serializable {

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
    errors.add(VideoError.of(video, segment, error));
    ProcessCounters.current().addError(error.code());
  }
}

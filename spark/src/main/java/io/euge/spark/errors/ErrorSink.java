package io.euge.spark.errors;

import io.euge.video.Segment;
import io.euge.video.VideoException;
import java.io.Serializable;
import org.apache.spark.TaskContext;

/**
 * Where a task takes bad input.
 *
 * @param tolerant whether the query goes on after it
 * @param planned when the query was planned, in milliseconds of the driver's clock
 */
public record ErrorSink(boolean tolerant, BadInputs met, long planned) implements Serializable {

  /**
   * Keeps what was thrown, or throws it again: where the policy is to fail, and where a task was
   * cancelled, whose interrupted reading says nothing of the video.
   *
   * @param segment null where a whole video was to be opened
   */
  public void keep(String video, Segment segment, VideoException wrong) {
    TaskContext task = TaskContext.get();
    if (!tolerant
        || Thread.currentThread().isInterrupted()
        || (task != null && task.isInterrupted())) {
      throw wrong;
    }
    met.add(BadInput.of(video, segment, wrong));
  }
}

package io.euge.bench.gpu;

import java.io.Serializable;

/** What a process sends back, one after the other, each at a request. */
final class GpuAnswers {
  private GpuAnswers() {}

  /**
   * The device is started.
   *
   * @param seconds from the first call of the engine on
   */
  record Started(double seconds) implements Serializable {}

  /**
   * All tasks have the model and have run a frame.
   *
   * @param seconds from the first task's request on
   * @param outputs of the first frame
   */
  @SuppressWarnings("ArrayRecordComponent") // Never compared as a whole.
  record Ready(double seconds, float[] outputs) implements Serializable {}

  /**
   * All tasks run without end.
   *
   * @param framesPerSecond of all tasks
   * @param medianMillis of a task's run of one frame
   * @param slowMillis the run that 99 of 100 do not exceed
   * @param meanBatch frames of a run of the device
   */
  record Steady(double framesPerSecond, double medianMillis, double slowMillis, double meanBatch)
      implements Serializable {}

  /**
   * A job of small tasks, from nothing loaded to all done.
   *
   * @param frames of each task
   * @param tasks of the job
   */
  record Small(int frames, int tasks, double framesPerSecond) implements Serializable {}
}

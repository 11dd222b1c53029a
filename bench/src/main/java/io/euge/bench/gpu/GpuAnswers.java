package io.euge.bench.gpu;

import java.io.Serializable;

/** The messages that a process sends back; the parent requests each of them. */
final class GpuAnswers {
  private GpuAnswers() {}

  /**
   * The device is initialized.
   *
   * @param seconds since the first call of the engine
   */
  record Started(double seconds) implements Serializable {}

  /**
   * All tasks have the model and have run one frame.
   *
   * @param seconds since the first task's request
   * @param outputs of the first frame
   */
  @SuppressWarnings("ArrayRecordComponent") // The record is never compared with equals.
  record Ready(double seconds, float[] outputs) implements Serializable {}

  /**
   * The throughput and latency of tasks that run continuously.
   *
   * @param framesPerSecond of all tasks
   * @param medianMillis median latency of a task's run of one frame
   * @param slowMillis 99th percentile of the latency
   * @param meanBatch mean batch size of the device's runs
   */
  record Steady(double framesPerSecond, double medianMillis, double slowMillis, double meanBatch)
      implements Serializable {}

  /**
   * The throughput of a job of small tasks, from loading the model to the end of the last task.
   *
   * @param frames per task
   * @param tasks of the job
   */
  record Small(int frames, int tasks, double framesPerSecond) implements Serializable {}
}

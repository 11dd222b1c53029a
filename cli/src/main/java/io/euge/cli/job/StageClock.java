package io.euge.cli.job;

import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/**
 * Measures the duration of a job's last stage, which writes the output after the planning stages.
 */
public final class StageClock extends SparkListener {
  private int stage = -1;
  private long start;
  private long end;

  /** Prepares for the next job. */
  public synchronized void reset() {
    stage = -1;
  }

  @Override
  public synchronized void onTaskEnd(SparkListenerTaskEnd task) {
    if (task.stageId() > stage) {
      stage = task.stageId();
      start = Long.MAX_VALUE;
      end = Long.MIN_VALUE;
    }
    if (task.stageId() == stage) {
      start = Math.min(start, task.taskInfo().launchTime());
      end = Math.max(end, task.taskInfo().finishTime());
    }
  }

  /** Returns the start of the first task, in milliseconds of Unix time. */
  public synchronized long start() {
    return start;
  }

  /**
   * Returns the time from the start of the first task to the end of the last one, with Spark's
   * precision of milliseconds.
   */
  public synchronized double seconds() {
    if (stage < 0) {
      throw new IllegalStateException("no task has ended");
    }
    return Math.max(1, end - start) / 1000.0;
  }
}

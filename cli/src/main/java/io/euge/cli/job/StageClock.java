package io.euge.cli.job;

import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/** Measures the time of the last stage of a job: the one that writes, after those that plan. */
public final class StageClock extends SparkListener {
  private int stage = -1;
  private long start;
  private long end;

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

  /** When the first task was launched, in milliseconds of the system's clock. */
  public synchronized long start() {
    return start;
  }

  /** From the first task's launch to the last one's end, to the millisecond that Spark keeps. */
  public synchronized double seconds() {
    if (stage < 0) {
      throw new IllegalStateException("no task has ended");
    }
    return Math.max(1, end - start) / 1000.0;
  }
}

package io.euge.spark.crash;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.ExecutorLostFailure;
import org.apache.spark.Success$;
import org.apache.spark.TaskEndReason;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.junit.jupiter.api.Test;
import scala.Option;

class ExecutorLossTrackerTest {
  private final ExecutorLossTracker tracker = new ExecutorLossTracker();

  @Test
  void anExecutorThatDiesUnderSeveralTasksDiesOnce() {
    long start = System.currentTimeMillis();
    assertThat(since(start)).isZero();
    ended(lost("0", true));
    ended(lost("0", true));
    assertThat(since(start)).isEqualTo(1);
    ended(lost("1", true));
    assertThat(since(start)).isEqualTo(2);
  }

  @Test
  void whatTheVideosDidNotDoIsNotCounted() {
    ended(lost("0", false));
    ended(Success$.MODULE$);
    assertThat(since(0)).isZero();
  }

  @Test
  void aQueryIsNotTroubledByDeathsBeforeIt() {
    ended(lost("0", true));
    assertThat(since(System.currentTimeMillis() + 1)).isZero();
  }

  private int since(long millis) {
    return tracker.count(new ExecutorLossTracker.LossesSince(millis));
  }

  private static TaskEndReason lost(String executor, boolean byItself) {
    return new ExecutorLostFailure(executor, byItself, Option.apply("exited"));
  }

  private void ended(TaskEndReason reason) {
    tracker.onTaskEnd(new SparkListenerTaskEnd(0, 0, "ResultTask", reason, null, null, null));
  }
}

package io.euge.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.spark.Success$;
import org.apache.spark.executor.ExecutorMetrics;
import org.apache.spark.executor.TaskMetrics;
import org.apache.spark.scheduler.JobSucceeded$;
import org.apache.spark.scheduler.SparkListenerApplicationEnd;
import org.apache.spark.scheduler.SparkListenerExecutorAdded;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.apache.spark.scheduler.SparkListenerJobEnd;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.SparkListenerTaskStart;
import org.apache.spark.scheduler.StageInfo;
import org.apache.spark.scheduler.TaskInfo;
import org.apache.spark.scheduler.TaskLocality;
import org.apache.spark.scheduler.cluster.ExecutorInfo;
import org.junit.jupiter.api.Test;
import scala.collection.immutable.Map$;
import scala.jdk.javaapi.CollectionConverters;

/** What is printed about executors, by Spark's events and a clock of the test's own. */
class ExecutorMonitorTest {
  private static final String NONE = "the cluster has given no executor: none (the job waits)";

  private static final String REFUSED = "Unable to create executor due to MPS is not there";

  private final List<String> printed = new ArrayList<>();
  private final List<String> givenUp = new ArrayList<>();
  private long nanos;
  private final ExecutorMonitor monitor =
      new ExecutorMonitor(() -> "none", printed::add, givenUp::add, () -> nanos);

  @Test
  void aJobWithoutExecutorsIsReportedAfter15SecondsAndEachMinute() {
    after(60);
    assertThat(printed).as("no job, no message").isEmpty();
    startJob();
    after(14);
    assertThat(printed).isEmpty();
    after(1);
    assertThat(printed).containsExactly(NONE);
    after(59);
    assertThat(printed).hasSize(1);
    after(1);
    assertThat(printed).containsExactly(NONE, NONE);
  }

  @Test
  void theExecutorThatEndsTheWaitIsReported() {
    startJob();
    add("0");
    after(60);
    assertThat(printed).as("an executor in time is no news").isEmpty();

    remove("0", "Command exited with code 137");
    after(15);
    add("1");
    add("2");
    after(120);
    assertThat(printed)
        .containsExactly(
            "executor 0 on 10.0.0.7 was lost: Command exited with code 137; Spark runs its tasks again",
            NONE,
            "executor 1 has started on 10.0.0.7");
  }

  @Test
  void anExecutorIsLostOnce() {
    startJob();
    add("1");
    remove("1", "Container killed on request. Exit code is 137");
    remove("1", "Container killed on request. Exit code is 137");
    assertThat(printed)
        .containsExactly(
            "executor 1 on 10.0.0.7 was lost: Container killed on request. Exit code is 137;"
                + " Spark runs its tasks again");
  }

  @Test
  void anExecutorThatNeverConnectedHadNoTasks() {
    startJob();
    remove("0", "Command exited with code 1");
    assertThat(printed)
        .containsExactly("executor 0 was lost before it ran a task: Command exited with code 1");
  }

  @Test
  void executorsThatSparkGivesBackAreNotLost() {
    startJob();
    add("0");
    add("1");
    remove("0", "Executor killed by driver.");
    remove("1", "Executor decommission: spark scale down");
    assertThat(printed).isEmpty();
  }

  @Test
  void executorsThatAllRefuseToStartEndTheJobAfterThreeRoundsAndHalfAMinute() {
    startJob();
    refuse("a0", "b0");
    refuse("a1", "b1");
    after(60);
    assertThat(givenUp).as("two rounds").isEmpty();
    refuse("a2", "b2");
    after(1);
    assertThat(givenUp)
        .containsExactly("6 executors in a row did not start; the first: MPS is not there");
    assertThat(printed)
        .as("the reason once")
        .contains("executor a0 on 10.0.0.7 was lost: " + REFUSED)
        .noneMatch(line -> line.contains("executor b0"));
  }

  @Test
  void aQuickSeriesOfThemWaitsForOtherHosts() {
    startJob();
    List.of("a", "b", "c").forEach(this::refuse);
    after(29);
    assertThat(givenUp).isEmpty();
    after(1);
    assertThat(givenUp).hasSize(1);
  }

  @Test
  void aJobThatStartsLaterEndsToo() {
    List.of("a", "b", "c").forEach(this::refuse);
    after(60);
    assertThat(givenUp).as("no job").isEmpty();
    startJob();
    after(1);
    assertThat(givenUp).hasSize(1);
  }

  @Test
  void oneExecutorWithATaskKeepsTheJob() {
    startJob();
    add("good");
    monitor.onTaskStart(new SparkListenerTaskStart(0, 0, task(0)));
    for (int i = 0; i < 20; i++) {
      refuse("bad" + i);
      after(10);
    }
    assertThat(givenUp).isEmpty();
    monitor.onTaskEnd(
        new SparkListenerTaskEnd(
            0, 0, "", Success$.MODULE$, task(0), new ExecutorMetrics(), new TaskMetrics()));
    monitor.onTaskStart(new SparkListenerTaskStart(0, 0, task(1)));
    after(60);
    assertThat(givenUp).isEmpty();
  }

  @Test
  void nothingIsReportedBetweenJobsAndAfterTheLast() {
    startJob();
    monitor.onJobEnd(new SparkListenerJobEnd(0, 0, JobSucceeded$.MODULE$));
    after(60);
    startJob();
    add("0");
    monitor.onApplicationEnd(new SparkListenerApplicationEnd(0, scala.Option.empty()));
    remove("0", "Command exited with code 143");
    assertThat(monitor.check()).as("the application runs").isFalse();
    assertThat(printed).isEmpty();
  }

  private void after(long seconds) {
    nanos += Duration.ofSeconds(seconds).toNanos();
    assertThat(monitor.check()).isTrue();
  }

  private void startJob() {
    List<StageInfo> stages = List.of();
    monitor.onJobStart(
        new SparkListenerJobStart(
            0, 0, CollectionConverters.asScala(stages).toList(), new Properties()));
  }

  private void refuse(String... ids) {
    for (String id : ids) {
      add(id);
    }
    for (String id : ids) {
      remove(id, REFUSED);
    }
  }

  private static TaskInfo task(long id) {
    return new TaskInfo(id, 0, 0, 0, 0, "0", "10.0.0.7", TaskLocality.PROCESS_LOCAL(), false);
  }

  private void add(String id) {
    monitor.onExecutorAdded(
        new SparkListenerExecutorAdded(
            0, id, new ExecutorInfo("10.0.0.7", 2, Map$.MODULE$.empty(), Map$.MODULE$.empty())));
  }

  private void remove(String id, String reason) {
    monitor.onExecutorRemoved(new SparkListenerExecutorRemoved(0, id, reason));
  }
}

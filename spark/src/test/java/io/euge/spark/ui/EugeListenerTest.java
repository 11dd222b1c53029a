package io.euge.spark.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.spark.activity.ExecutorReport;
import io.euge.spark.activity.ModelReport;
import io.euge.spark.activity.ProcessReport;
import io.euge.spark.activity.Reading;
import io.euge.spark.activity.ScanFrames;
import io.euge.spark.metrics.ScanMetrics;
import io.euge.spark.metrics.ScanProgressListener;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.scheduler.SparkListenerApplicationEnd;
import org.apache.spark.scheduler.SparkListenerEvent;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.apache.spark.sql.execution.SparkPlanInfo;
import org.apache.spark.sql.execution.metric.SQLMetricInfo;
import org.apache.spark.sql.execution.ui.SparkListenerDriverAccumUpdates;
import org.apache.spark.sql.execution.ui.SparkListenerSQLAdaptiveExecutionUpdate;
import org.apache.spark.sql.execution.ui.SparkListenerSQLExecutionEnd;
import org.apache.spark.sql.execution.ui.SparkListenerSQLExecutionStart;
import org.apache.spark.util.JsonProtocol;
import org.apache.spark.util.kvstore.InMemoryStore;
import org.junit.jupiter.api.Test;
import scala.Option;
import scala.Tuple2;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

class EugeListenerTest {
  private final EugeStore store = new EugeStore(new InMemoryStore());
  private final EugeListener listener = new EugeListener(store, true);

  private static <T> Seq<T> seq(List<T> list) {
    return CollectionConverters.asScala(list).toSeq();
  }

  private static SparkPlanInfo plan(String metric, SparkPlanInfo... children) {
    return new SparkPlanInfo(
        "node",
        "node",
        seq(List.of(children)),
        scala.collection.immutable.Map$.MODULE$.empty(),
        seq(List.of(new SQLMetricInfo(metric, 1, "sum"))));
  }

  private static SparkListenerEvent planned(long id) {
    return new ScanPlanned(id, "detections", 2, 0, 0, List.of());
  }

  private void run(long id) {
    listener.onOtherEvent(start(id, ScanMetrics.FRAMES_EXPECTED));
    listener.onOtherEvent(planned(id));
  }

  private static SparkListenerEvent start(long id, String metric) {
    return new SparkListenerSQLExecutionStart(
        id,
        Option.empty(),
        "query " + id,
        "",
        "",
        plan("rows", plan(metric)),
        1000 * id,
        scala.collection.immutable.Map$.MODULE$.empty(),
        scala.collection.immutable.Set$.MODULE$.empty(),
        Option.empty(),
        Option.empty());
  }

  private static SparkListenerEvent end(long id, long millis) {
    return new SparkListenerSQLExecutionEnd(id, millis, Option.empty(), Option.empty());
  }

  private static ExecutorsReported reported(
      long millis, String executor, List<ScanFrames> frames, List<Reading> readings) {
    ProcessReport process =
        new ProcessReport(
            List.of(new ModelReport("net <b>", "cpu", 1, 2, 3)), 1, 2, 3, 4, 5, 0.5, 0.25, -1, 100);
    return new ExecutorsReported(
        List.of(
            new TimedReport(
                millis, new ExecutorReport(executor, "host", process, frames, readings))));
  }

  private static Reading reading(long scan, String video) {
    return new Reading(scan, video, 0, 1, 10, 5, 0, null);
  }

  @Test
  void reportsThatComeAfterTheEndCount() {
    listener.onOtherEvent(start(3, ScanMetrics.FRAMES_EXPECTED));
    listener.onOtherEvent(new ScanPlanned(3, "detections by net", 2, 0, 0, List.of()));
    listener.onOtherEvent(
        reported(5000, "1", List.of(new ScanFrames(3, 10, 1000)), List.of(reading(3, "a"))));
    assertThat(store.scans()).singleElement().matches(ScanEntry::running);
    listener.onOtherEvent(end(3, 6000));
    listener.onOtherEvent(
        reported(6100, "2", List.of(new ScanFrames(3, 10, 1000)), List.of(reading(3, "b"))));
    ScanEntry scan = store.scans().get(0);
    assertThat(scan.running()).isFalse();
    assertThat(scan.done()).isEqualTo(2);
    assertThat(scan.left()).isZero();
    assertThat(scan.source()).isEqualTo("detections by net");
    assertThat(scan.rates().frames().stream().mapToDouble(Double::doubleValue).sum()).isEqualTo(20);
    assertThat(store.executors()).extracting(ExecutorEntry::frames).containsExactly(10L, 10L);
  }

  @Test
  void queriesThatReadNoVideosAreNotShown() {
    listener.onOtherEvent(start(1, "number of output rows"));
    listener.onOtherEvent(end(1, 2000));
    listener.onOtherEvent(reported(1, "1", List.of(new ScanFrames(1, 1, 1)), List.of()));
    assertThat(store.scans()).isEmpty();
  }

  @Test
  void whatIsHeldIsBounded() {
    for (int i = 0; i < EugeListener.MAX_EXECUTORS + 10; i++) {
      listener.onOtherEvent(reported(i, "" + i, List.of(), List.of()));
    }
    for (int i = 0; i < EugeListener.MAX_SCANS + 10; i++) {
      run(i);
      listener.onOtherEvent(end(i, 1000L * i + 10));
    }
    assertThat(store.executors()).hasSize(EugeListener.MAX_EXECUTORS);
    assertThat(store.executors().get(0).executor()).isEqualTo("10");
    assertThat(store.scans()).hasSize(EugeListener.MAX_SCANS).noneMatch(ScanEntry::running);
    assertThat(store.scans().get(0).scan()).isEqualTo(EugeListener.MAX_SCANS + 9);
  }

  @Test
  void anExecutorThatEndedStays() {
    listener.onOtherEvent(reported(1, "1", List.of(), List.of()));
    listener.onExecutorRemoved(new SparkListenerExecutorRemoved(2, "1", "lost"));
    assertThat(store.executors()).singleElement().matches(ExecutorEntry::removed);
    listener.onOtherEvent(reported(3, "1", List.of(), List.of()));
    assertThat(store.executors()).singleElement().matches(ExecutorEntry::removed);
  }

  @Test
  void aQueryThatRunsIsNotForgottenForThoseThatEnded() {
    run(0);
    for (int i = 1; i < 3 * EugeListener.MAX_ENDED; i++) {
      run(i);
      listener.onOtherEvent(end(i, 1000L * i + 10));
    }
    listener.onOtherEvent(reported(90_000, "1", List.of(), List.of(reading(0, "a"))));
    assertThat(scan(0).done()).isEqualTo(1);
    listener.onOtherEvent(reported(90_000, "1", List.of(), List.of(reading(1, "a"))));
    assertThat(scan(1).done()).as("long ago").isZero();
  }

  private ScanEntry scan(long id) {
    return store.scans().stream().filter(scan -> scan.scan() == id).findFirst().orElseThrow();
  }

  @Test
  void aQueryThatTakesItsRowsFromACacheIsNotShown() {
    listener.onOtherEvent(start(1, ScanMetrics.FRAMES_EXPECTED));
    listener.onOtherEvent(end(1, 2000));
    assertThat(store.scans()).isEmpty();
    listener.onOtherEvent(reported(3000, "1", List.of(), List.of(reading(1, "a"))));
    assertThat(store.scans()).singleElement().matches(scan -> scan.videos() == 1);
  }

  @Test
  void anEntryIsWrittenOnceAReport() {
    AtomicInteger writes = new AtomicInteger();
    EugeListener counting =
        new EugeListener(
            new EugeStore(
                new InMemoryStore() {
                  @Override
                  public void write(Object value) {
                    if (value instanceof ScanEntry) {
                      writes.incrementAndGet();
                    }
                  }
                }),
            true);
    counting.onOtherEvent(start(1, ScanMetrics.FRAMES_EXPECTED));
    counting.onOtherEvent(planned(1));
    counting.onOtherEvent(end(1, 2000));
    assertThat(writes).hasValue(2);
    counting.onOtherEvent(
        reported(3000, "1", List.of(), Collections.nCopies(1000, reading(1, "a"))));
    assertThat(writes).hasValue(3);
  }

  @Test
  void whatFailsHereFailsNothingElse() {
    EugeListener broken = new EugeListener(new EugeStore(null), true);
    broken.onOtherEvent(start(1, ScanMetrics.FRAMES_EXPECTED));
    broken.onOtherEvent(planned(1));
    broken.onOtherEvent(reported(3000, "1", List.of(), List.of()));
    broken.onTaskEnd(null);
    broken.flush();
  }

  @Test
  void queriesEndWithTheApplication() {
    run(1);
    run(2);
    listener.onOtherEvent(end(1, 2500));
    listener.onApplicationEnd(new SparkListenerApplicationEnd(9000, Option.empty()));
    assertThat(store.scans()).extracting(ScanEntry::end).containsExactly(9000L, 2500L);
  }

  @Test
  void aNewPlanMayHaveNewAccumulators() {
    ScanProgressListener metrics = new ScanProgressListener();
    metrics.onOtherEvent(start(1, ScanMetrics.FRAMES_EXPECTED));
    SparkPlanInfo plan =
        new SparkPlanInfo(
            "node",
            "node",
            seq(List.of()),
            scala.collection.immutable.Map$.MODULE$.empty(),
            seq(List.of(new SQLMetricInfo(ScanMetrics.FRAMES_EXPECTED, 2, "sum"))));
    metrics.onOtherEvent(new SparkListenerSQLAdaptiveExecutionUpdate(1, "", plan));
    metrics.onOtherEvent(
        new SparkListenerDriverAccumUpdates(1, seq(List.of(new Tuple2<Object, Object>(2L, 50L)))));
    assertThat(metrics.framesExpected()).isEqualTo(50);
  }

  @Test
  void eventsComeBackFromTheEventLog() {
    ExecutorsReported reported =
        reported(7, "1", List.of(new ScanFrames(3, 10, 9)), List.of(reading(3, "<img src=x>")));
    ScanPlanned planned =
        new ScanPlanned(
            3, "detections", 2, 50, 1, List.of(VideoSummary.unopened("a.mp4", "FORMAT: none")));
    for (SparkListenerEvent event : List.of(reported, planned)) {
      String json = JsonProtocol.sparkEventToJsonString(event);
      assertThat(JsonProtocol.sparkEventFromJson(json)).as(json).isEqualTo(event);
    }
  }

  @Test
  void withoutAUiEntriesAreWrittenAtTheEnd() {
    EugeListener replay = new EugeListener(store, false);
    replay.onOtherEvent(start(1, ScanMetrics.FRAMES_EXPECTED));
    replay.onOtherEvent(planned(1));
    replay.onOtherEvent(reported(7000, "1", List.of(), List.of()));
    assertThat(store.isEmpty()).isTrue();
    replay.flush();
    assertThat(store.scans()).as("the application runs").allMatch(ScanEntry::running).hasSize(1);
    assertThat(store.executors()).hasSize(1);
  }

  @Test
  void inAReplayTheEndOfTheApplicationEndsItsQueries() {
    EugeListener replay = new EugeListener(store, false);
    replay.onOtherEvent(start(1, ScanMetrics.FRAMES_EXPECTED));
    replay.onOtherEvent(planned(1));
    replay.onApplicationEnd(new SparkListenerApplicationEnd(9000, Option.empty()));
    replay.flush();
    assertThat(store.scans()).extracting(ScanEntry::end).containsExactly(9000L);
  }

  @Test
  void noneOfManyRunningQueriesIsForgotten() {
    int many = EugeListener.MAX_SCANS + 50;
    for (int i = 0; i < many; i++) {
      run(i);
    }
    assertThat(store.scans()).hasSize(many).allMatch(ScanEntry::running);
    for (int i = 0; i < many; i++) {
      listener.onOtherEvent(
          reported(1000L * many + 5000L * i, "1", List.of(), List.of(reading(i, "a"))));
      listener.onOtherEvent(end(i, 1000L * many + 5000L * i + 10));
    }
    assertThat(store.scans()).noneMatch(ScanEntry::running).allMatch(scan -> scan.done() == 1);
  }

  @Test
  void aQueryThatReadsVideosOnlyInALaterPlanIsShown() {
    listener.onOtherEvent(start(4, "number of output rows"));
    listener.onOtherEvent(
        new SparkListenerSQLAdaptiveExecutionUpdate(4, "", plan(ScanMetrics.FRAMES_EXPECTED)));
    listener.onOtherEvent(planned(4));
    listener.onOtherEvent(start(5, "number of output rows"));
    listener.onOtherEvent(planned(5));
    listener.onOtherEvent(reported(6000, "1", List.of(), List.of(reading(5, "a"))));
    listener.onOtherEvent(start(6, "number of output rows"));
    listener.onOtherEvent(
        new SparkListenerSQLAdaptiveExecutionUpdate(6, "", plan("number of output rows")));
    listener.onOtherEvent(reported(6000, "1", List.of(), List.of(reading(6, "a"))));
    assertThat(store.scans()).extracting(ScanEntry::scan).containsExactly(5L, 4L);
    assertThat(scan(4).description()).isEqualTo("query 4");
    assertThat(scan(4).begin()).isEqualTo(4000);
    assertThat(scan(5).done()).isEqualTo(1);
  }
}

package io.euge.spark.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.spark.activity.ExecutorReport;
import io.euge.spark.activity.ModelReport;
import io.euge.spark.activity.ProcessReport;
import io.euge.spark.activity.Reading;
import io.euge.spark.activity.ScanFrames;
import io.euge.spark.metrics.ScanMetrics;
import java.util.List;
import org.apache.spark.scheduler.SparkListenerEvent;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.apache.spark.sql.execution.SparkPlanInfo;
import org.apache.spark.sql.execution.metric.SQLMetricInfo;
import org.apache.spark.sql.execution.ui.SparkListenerSQLExecutionEnd;
import org.apache.spark.sql.execution.ui.SparkListenerSQLExecutionStart;
import org.apache.spark.util.JsonProtocol;
import org.apache.spark.util.kvstore.InMemoryStore;
import org.junit.jupiter.api.Test;
import scala.Option;
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

  private static ExecutorReported reported(
      long millis, String executor, List<ScanFrames> frames, List<Reading> readings) {
    ProcessReport process =
        new ProcessReport(
            List.of(new ModelReport("net <b>", "cpu", 1, 2, 3)), 1, 2, 3, 4, 5, 0.5, 0.25, -1, 100);
    return new ExecutorReported(
        millis, new ExecutorReport(executor, "host", process, frames, readings));
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
      listener.onOtherEvent(start(i, ScanMetrics.FRAMES_EXPECTED));
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
  }

  @Test
  void eventsComeBackFromTheEventLog() {
    ExecutorReported reported =
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
    replay.onOtherEvent(reported(1, "1", List.of(), List.of()));
    assertThat(store.isEmpty()).isTrue();
    replay.flush();
    assertThat(store.scans()).hasSize(1);
    assertThat(store.executors()).hasSize(1);
  }
}

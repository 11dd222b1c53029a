package io.euge.spark.activity;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.device.Device;
import io.euge.inference.sharing.CopyStatistics;
import io.euge.spark.Serialized;
import io.euge.video.Segment;
import io.euge.video.VideoException;
import io.euge.video.VideoException.Code;
import io.euge.video.VideoException.Stage;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ExecutorActivityTest {
  private final AtomicInteger idle = new AtomicInteger();
  private final ExecutorActivity activity = new ExecutorActivity(idle::incrementAndGet);

  private ExecutorReport report() {
    return activity.report("3", "host", new ProcessReport(List.of(), 0, 0, 0, 0, 0, 0, 0, -1, 100));
  }

  private static void read(TaskActivity task, int frames) {
    task.segment();
    for (int i = 0; i < frames; i++) {
      task.frame();
    }
  }

  @Test
  void eachFrameIsReportedOnce() {
    TaskActivity first = activity.begin(1);
    TaskActivity second = activity.begin(1);
    TaskActivity other = activity.begin(2);
    read(first, 5);
    read(second, 7);
    assertThat(report().frames()).extracting(ScanFrames::frames).containsExactly(12L);
    read(first, 1);
    first.close();
    read(other, 4);
    assertThat(report().frames()).extracting(ScanFrames::frames).containsExactly(1L, 4L);
    assertThat(report().frames()).isEmpty();
    first.close();
    assertThat(idle).hasValue(0);
    second.close();
    other.close();
    assertThat(idle).hasValue(1);
    assertThat(report().frames()).isEmpty();
  }

  @Test
  void aReportHasTheSegmentsThatEnded() throws Exception {
    TaskActivity task = activity.begin(1);
    read(task, 3);
    task.end("a.mp4", Segment.whole(), 1, List.of());
    read(task, 2);
    task.fail(
        "b.mp4",
        Segment.whole(),
        1,
        new VideoException(Stage.OPEN, Code.FORMAT, "b.mp4", Double.NaN, "no video\nat all"));
    ExecutorReport report = report();
    assertThat(report.readings())
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("nanos")
        .containsExactly(
            new Reading(1, "a.mp4", 0, 1, 3, 0, 0, null),
            new Reading(1, "b.mp4", 0, 1, 2, 0, 1, "FORMAT: no video"));
    assertThat(report.readings()).allMatch(reading -> reading.nanos() > 0);
    assertThat(Serialized.copy(report)).isEqualTo(report);
    assertThat(report().readings()).isEmpty();
  }

  @Test
  void aReportIsBounded() {
    TaskActivity task = activity.begin(1);
    for (int i = 0; i < 2 * ExecutorActivity.MAX_READINGS; i++) {
      task.end("a.mp4", Segment.whole(), 1, List.of());
    }
    assertThat(report().readings()).hasSize(ExecutorActivity.MAX_READINGS);
    assertThat(report().readings()).hasSize(ExecutorActivity.MAX_READINGS);
    assertThat(report().readings()).isEmpty();
    for (int i = 0; i < ExecutorActivity.MAX_WAITING + 10; i++) {
      task.end("a.mp4", Segment.whole(), 1, List.of());
    }
    int all = 0;
    for (int more = report().readings().size(); more > 0; more = report().readings().size()) {
      all += more;
    }
    assertThat(all).isEqualTo(ExecutorActivity.MAX_WAITING);
  }

  @Test
  void aReportThatWasNotSentIsPartOfTheNext() {
    TaskActivity task = activity.begin(1);
    read(task, 3);
    task.end("a.mp4", Segment.whole(), 1, List.of());
    task.close();
    ExecutorReport lost = report();
    activity.restore(lost);
    TaskActivity next = activity.begin(1);
    read(next, 2);
    next.end("b.mp4", Segment.whole(), 1, List.of());
    ExecutorReport report = report();
    assertThat(report.frames()).extracting(ScanFrames::frames).containsExactly(5L);
    assertThat(report.frames().get(0).millis())
        .isGreaterThanOrEqualTo(lost.frames().get(0).millis());
    assertThat(report.readings()).extracting(Reading::video).containsExactly("a.mp4", "b.mp4");
  }

  @Test
  void aTaskMayEndTwice() {
    TaskActivity task = activity.begin(1);
    read(task, 1);
    task.close();
    task.close();
    assertThat(report().frames()).hasSize(1);
    task.close();
    assertThat(report().frames()).isEmpty();
    assertThat(idle).hasValue(1);
  }

  @Test
  void reportsAreDisabled() {
    assertThat(ExecutorActivity.begin()).isSameAs(TaskActivity.NONE);
    read(TaskActivity.NONE, 5);
    TaskActivity.NONE.end("a.mp4", Segment.whole(), 1, List.of());
    TaskActivity.NONE.close();
    assertThat(TaskActivity.NONE.takeFrames()).isZero();
  }

  @Test
  void copiesOfAModelAreOneLine() {
    assertThat(
            ModelReport.of(
                List.of(
                    new CopyStatistics("net", Device.CPU, 1, 100),
                    new CopyStatistics("other", Device.CPU, 3, 50),
                    new CopyStatistics("net", Device.CPU, 2, 100))))
        .containsExactly(
            new ModelReport("net", "cpu", 2, 3, 200), new ModelReport("other", "cpu", 1, 3, 50));
  }
}

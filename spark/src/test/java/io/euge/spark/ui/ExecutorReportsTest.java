package io.euge.spark.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.euge.spark.activity.ExecutorReport;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ExecutorReportsTest {
  private final BlockingQueue<ExecutorsReported> events = new LinkedBlockingQueue<>();

  private static ExecutorReport report(int executor) {
    return new ExecutorReport("" + executor, "host", null, List.of(), List.of());
  }

  @Test
  void manyReportsAreFewEvents() throws Exception {
    int posted = 0;
    try (ExecutorReports reports = new ExecutorReports(events::add)) {
      reports.add(report(0));
      ExecutorsReported first = events.poll(60, TimeUnit.SECONDS);
      assertThat(first).isNotNull();
      posted += first.reports().size();
      long start = System.nanoTime();
      for (int i = 1; i <= 1000; i++) {
        reports.add(report(i));
      }
      ExecutorsReported second = events.poll(60, TimeUnit.SECONDS);
      assertThat(second).isNotNull();
      assertThat(System.nanoTime() - start).isGreaterThan(ExecutorReports.GAP / 2);
      posted += second.reports().size();
    }
    List<ExecutorsReported> rest = new ArrayList<>(events);
    posted += rest.stream().mapToInt(event -> event.reports().size()).sum();
    assertThat(posted).isEqualTo(1001);
    assertThat(rest).hasSizeLessThan(3);
  }

  @Test
  void theLastReportsAreNotLost() {
    ExecutorReports reports = new ExecutorReports(events::add);
    reports.add(report(1));
    reports.add(report(2));
    reports.close();
    reports.add(report(3));
    assertThat(events)
        .flatExtracting(ExecutorsReported::reports)
        .extracting(one -> one.report().executor())
        .containsExactly("1", "2", "3");
  }

  @Test
  void aFailureOfSparkIsNotOneOfTheCaller() {
    assertThatCode(
            () ->
                UiEvents.post(
                    null,
                    () -> {
                      throw new NoSuchMethodError("of another Spark");
                    }))
        .doesNotThrowAnyException();
    assertThat(
            Guard.run(
                () -> {
                  throw new NoSuchMethodError("of another Spark");
                }))
        .isFalse();
    assertThat(Guard.run(() -> {})).isTrue();
  }
}

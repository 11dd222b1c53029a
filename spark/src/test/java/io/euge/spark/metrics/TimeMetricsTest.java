package io.euge.spark.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.TaskPart;
import io.euge.TimeAccount;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.connector.metric.CustomMetric;
import org.junit.jupiter.api.Test;

class TimeMetricsTest {
  @Test
  void eachPartOfATaskIsAMetricOfTheScan() {
    List<String> names = Arrays.stream(ScanMetrics.all()).map(CustomMetric::name).toList();
    assertThat(names).doesNotHaveDuplicates();
    for (TaskPart part : TaskPart.values()) {
      assertThat(names).contains(TimeMetrics.nameOf(part));
      assertThat(TimeMetrics.part(TimeMetrics.nameOf(part))).contains(part);
    }
    List<String> read = new ArrayList<>();
    TimeMetrics.read(new TimeAccount(), (name, value) -> read.add(name));
    assertThat(names).containsAll(read);
  }

  @Test
  void sparkCanInstantiateEachToAggregateIt() throws Exception {
    for (CustomMetric metric : ScanMetrics.all()) {
      CustomMetric made = metric.getClass().getConstructor().newInstance();
      assertThat(made.name()).isEqualTo(metric.name());
      assertThat(made.description()).isNotEmpty();
      assertThat(made.aggregateTaskMetrics(new long[] {2_000_000_000L, 3_000_000_000L}))
          .isNotEmpty();
    }
    assertThat(
            new TimeMetrics.Decoding()
                .aggregateTaskMetrics(new long[] {2_000_000_000L, 500_000_000}))
        .isEqualTo("2.5 s");
  }

  @Test
  void theMetricsOfATaskAddUpToItsTime() {
    TimeAccount account = new TimeAccount();
    account.enter(TaskPart.OPENING);
    account.enter(TaskPart.INFERENCE);
    account.settle();
    account.addAhead(1_000_000_000);
    Map<String, Long> values = new LinkedHashMap<>();
    TimeMetrics.read(account, values::put);
    assertThat(
            values.entrySet().stream()
                .filter(each -> TimeMetrics.part(each.getKey()).isPresent())
                .mapToLong(Map.Entry::getValue)
                .sum())
        .isEqualTo(account.total());
    assertThat(values).containsEntry(TimeMetrics.AHEAD, 1_000_000_000L);
  }
}

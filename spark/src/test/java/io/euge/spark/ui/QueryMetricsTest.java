package io.euge.spark.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.MetricRegistry;
import java.util.List;
import java.util.Map;
import org.apache.spark.util.kvstore.InMemoryStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class QueryMetricsTest {
  private final EugeStore store = new EugeStore(new InMemoryStore());
  private final MetricRegistry metrics = new MetricRegistry();

  @BeforeEach
  void register() {
    QueryMetrics.register(store, metrics);
  }

  @Test
  void allAreZeroBeforeTheFirstQuery() {
    assertThat(metrics.getGauges().keySet())
        .allSatisfy(name -> assertThat(value(name)).as(name).isZero());
  }

  @Test
  void runningQueriesAreAddedUpAndThoseThatEndedDoNotCount() {
    store.write(scan(1, 5000, 7, 7, 0));
    store.write(scan(2, 0, 10, 3, 1));
    store.write(scan(3, 0, 4, 1, 0));
    store.write(scan(4, 9000, 9, 9, 0));

    assertThat(value("queries_running")).isEqualTo(2);
    assertThat(value("query_videos")).isEqualTo(14);
    assertThat(value("query_videos_done")).isEqualTo(4);
    assertThat(value("query_videos_failed")).isEqualTo(1);
    assertThat(value("query_videos_left")).isEqualTo(9);
    assertThat(value("query_frames")).isEqualTo(200);
    assertThat(value("query_frames_expected")).isEqualTo(1000);
  }

  @Test
  void theLastQueryCountsIfNoneRuns() {
    store.write(scan(1, 5000, 7, 7, 0));
    store.write(scan(4, 9000, 9, 8, 1));

    assertThat(value("queries_running")).isZero();
    assertThat(value("query_videos")).isEqualTo(9);
    assertThat(value("query_videos_failed")).isEqualTo(1);
  }

  private long value(String name) {
    return ((Number) metrics.getGauges().get(name).getValue()).longValue();
  }

  private static ScanEntry scan(long id, long end, long videos, long done, long failed) {
    return new ScanEntry(
        id,
        "",
        "",
        1000,
        end,
        videos,
        done,
        failed,
        100,
        500,
        1,
        Map.of(),
        List.of(),
        List.of(),
        "",
        new RateSeries(List.of(), 0, 0, 1));
  }
}

package io.euge.spark.ui;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * Registers what the tab shows of queries among Spark's metrics of the driver: sums over the
 * queries that run, or the numbers of the last query if none runs.
 */
final class QueryMetrics {
  private final EugeStore store;
  private final MetricRegistry metrics;

  private QueryMetrics(EugeStore store, MetricRegistry metrics) {
    this.store = store;
    this.metrics = metrics;
  }

  static void register(EugeStore store, MetricRegistry metrics) {
    new QueryMetrics(store, metrics).register();
  }

  private void register() {
    Gauge<Integer> running = () -> running(store.scans()).size();
    metrics.register("queries_running", running);
    gauge("query_videos", ScanEntry::videos);
    gauge("query_videos_done", ScanEntry::done);
    gauge("query_videos_failed", ScanEntry::failed);
    gauge("query_videos_left", ScanEntry::left);
    gauge("query_frames", ScanEntry::frames);
    gauge("query_frames_expected", ScanEntry::framesExpected);
  }

  private void gauge(String name, ToLongFunction<ScanEntry> number) {
    Gauge<Long> gauge = () -> runningOrLast().stream().mapToLong(number).sum();
    metrics.register(name, gauge);
  }

  private List<ScanEntry> runningOrLast() {
    List<ScanEntry> scans = store.scans();
    List<ScanEntry> running = running(scans);
    return running.isEmpty() ? scans.subList(0, Math.min(1, scans.size())) : running;
  }

  private static List<ScanEntry> running(List<ScanEntry> scans) {
    return scans.stream().filter(ScanEntry::running).toList();
  }
}

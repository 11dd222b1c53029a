package io.euge.spark.errors;

import io.euge.EugeException;
import io.euge.spark.conf.ErrorPolicy;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.SparkSession;

/**
 * The errors of one scan on the driver.
 *
 * @param sink takes them from the tasks
 * @param videos those that the scan is going to read, once it is planned
 */
public record ScanErrors(VideoErrors collector, ErrorSink sink, Set<String> videos) {
  /** Returns those of a scan that is planned now. */
  public static ScanErrors of(ErrorPolicy policy, SparkSession spark) {
    VideoErrors collector = ErrorCollectors.find(policy.errors(), spark);
    collector.apply(policy);
    return new ScanErrors(
        collector, ErrorSink.of(policy.tolerant(), collector.accumulator()), new HashSet<>());
  }

  /** Adds videos that the scan is going to read. */
  public void begin(List<String> names) {
    videos.addAll(names);
    collector.begin(names);
  }

  /** Returns the errors of those of its videos that could not be opened so far. */
  public List<VideoError> unopened() {
    return collector.list().stream()
        .filter(error -> error.segment() == null && videos.contains(error.video()))
        .toList();
  }

  /**
   * Checks that not too many videos are bad.
   *
   * @throws EugeException if more of the videos are bad than {@code max-bad-fraction} allows
   */
  public void checkFraction() {
    collector.checkFraction();
  }
}

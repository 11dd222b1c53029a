package io.euge.spark.errors;

import io.euge.EugeException;
import io.euge.spark.conf.ErrorPolicy;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/**
 * The errors of one scan on the driver.
 *
 * @param sink takes them from the tasks
 */
public record ScanErrors(VideoErrors collector, ErrorSink sink) {
  /** Returns those of a scan that is planned now. */
  public static ScanErrors of(ErrorPolicy policy, SparkSession spark) {
    VideoErrors collector = ErrorCollectors.find(policy.errors(), spark);
    collector.apply(policy);
    return new ScanErrors(
        collector,
        new ErrorSink(policy.tolerant(), collector.accumulator(), System.currentTimeMillis()));
  }

  /** Adds videos that the scan is going to read. */
  public void begin(List<String> videos) {
    collector.begin(videos);
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

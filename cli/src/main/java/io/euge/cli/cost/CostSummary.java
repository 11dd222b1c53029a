package io.euge.cli.cost;

import io.euge.spark.metrics.ScanProgressListener;
import java.io.PrintWriter;
import java.util.OptionalDouble;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Prints what a job's video cost. */
public final class CostSummary {
  /** Below it a speed is that of loading the model. */
  public static final double LEAST_SECONDS = 5;

  private static final Logger LOG = LoggerFactory.getLogger(CostSummary.class);

  private CostSummary() {}

  /**
   * Prints it for a job that detected long enough, or whose price is known. Nothing if no video was
   * read.
   *
   * @param seconds what the whole job took
   */
  public static void print(
      PrintWriter out,
      ScanProgressListener watch,
      double seconds,
      SparkSession spark,
      OptionalDouble price) {
    if (watch.seconds() < LEAST_SECONDS && price.isEmpty()) {
      return;
    }
    settle(spark);
    ClusterSize size = ClusterSize.of(spark);
    new VideoCost(watch.recordedSeconds(), seconds, size.cores(), size.gpus(), price)
        .lines()
        .forEach(out::println);
  }

  /** Waits a while until Spark has told its listeners of the last tasks. */
  private static void settle(SparkSession spark) {
    try {
      spark.sparkContext().listenerBus().waitUntilEmpty();
    } catch (Exception e) { // Scala does not declare that it times out or is interrupted.
      if (Thread.interrupted() || e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      LOG.info("Spark's listeners are late: the last tasks may not be counted", e);
    }
  }
}

package io.euge.cli.cost;

import io.euge.spark.metrics.ScanProgressListener;
import java.io.PrintWriter;
import java.util.OptionalDouble;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Prints the speed of a job and the cost per hour of video. */
public final class CostSummary {
  /** The minimum duration of detection; in shorter jobs, loading the model dominates the speed. */
  public static final double LEAST_SECONDS = 5;

  private static final Logger LOG = LoggerFactory.getLogger(CostSummary.class);

  private CostSummary() {}

  /**
   * Prints the cost of a job that ran long enough or whose price is given. Prints nothing if no
   * video was read.
   *
   * @param seconds duration of the whole job
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

  /** Waits until Spark has notified its listeners of the last tasks. */
  private static void settle(SparkSession spark) {
    try {
      spark.sparkContext().listenerBus().waitUntilEmpty();
    } catch (Exception e) { // Scala does not declare its timeout and interruption.
      if (Thread.interrupted() || e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      LOG.info("Spark has not reported all tasks in time: the cost may lack the last ones", e);
    }
  }
}

package io.euge.dist;

import io.euge.spark.errors.VideoErrors;
import io.euge.spark.sink.BatchCounter;
import io.euge.spark.sink.CommittedFormat;
import io.euge.spark.sink.CommittedTable;
import io.euge.spark.sink.Partitioning;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.Trigger;

/** A program that adds the detections of a directory to a table while the directory grows. */
final class FolderStream {
  private FolderStream() {}

  /**
   * Takes a model, the directory, the table and its format, and the interval of batches or "now".
   */
  public static void main(String[] arguments) throws Exception {
    SparkSession spark = SparkSession.builder().config("spark.ui.enabled", false).getOrCreate();
    String output = arguments[2];
    String interval = arguments[4];
    try (VideoErrors errors = VideoErrors.collect(spark)) {
      CommittedTable table =
          CommittedTable.open(
              output,
              "stream",
              CommittedFormat.valueOf(arguments[3]),
              Partitioning.NONE,
              BatchCounter.NONE,
              errors,
              spark.sparkContext().hadoopConfiguration());
      errors
          .collectFrom(spark.readStream().format("detections"))
          .option("model", arguments[0])
          .option("confidence", 0.01)
          .option("on-error", "record")
          .option("segment-seconds", 1)
          .option("max-seconds-per-trigger", 4)
          .load(arguments[1])
          .writeStream()
          .option("checkpointLocation", output + "-checkpoint")
          .trigger(
              interval.equals("now") ? Trigger.AvailableNow() : Trigger.ProcessingTime(interval))
          .foreachBatch(table)
          .start()
          .awaitTermination();
    }
    spark.stop();
  }
}

package io.euge.spark.examples;

import io.euge.spark.errors.VideoErrors;
import io.euge.spark.sink.BatchCounter;
import io.euge.spark.sink.CommittedTable;
import io.euge.spark.sink.Partitioning;
import java.io.IOException;
import java.util.concurrent.TimeoutException;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQueryException;
import org.apache.spark.sql.streaming.Trigger;

/** Detections of a directory that a recorder fills, as the documentation shows it. */
final class DetectionStream {
  private DetectionStream() {}

  static void run(SparkSession spark, String model, String videos, String output, Trigger trigger)
      throws IOException, TimeoutException, StreamingQueryException {
    // README: begin
    try (VideoErrors errors = VideoErrors.collect(spark)) {
      CommittedTable table =
          CommittedTable.open(
              output + "/traffic",
              "north", // A name for the checkpoint, which the table keeps.
              Partitioning.parse("day,camera"),
              BatchCounter.NONE,
              errors,
              spark.sparkContext().hadoopConfiguration());
      errors
          .collectFrom(spark.readStream().format("detections"))
          .option("model", model)
          .option("fps", 5)
          .option("on-error", "record")
          .option("maxFilesPerTrigger", 100)
          .load(videos)
          .writeStream()
          .option("checkpointLocation", output + "/checkpoint")
          .trigger(trigger) // Such as Trigger.ProcessingTime("1 minute")
          .foreachBatch(table)
          .start()
          .awaitTermination();
    }
    // README: end
  }
}

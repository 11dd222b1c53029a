package io.euge.spark.examples;

import io.euge.spark.errors.BadInput;
import io.euge.spark.errors.VideoErrors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Bad input in a program of one's own, as the documentation shows it. */
final class GoodAndBad {
  private GoodAndBad() {}

  static void print(SparkSession spark, String videos) {
    // README: begin
    try (VideoErrors errors = VideoErrors.collect(spark)) {
      Dataset<Row> frames =
          errors.of(spark.read().format("video")).option("on-error", "record").load(videos);
      frames.groupBy("video").count().orderBy("video").show(false);
      for (BadInput bad : errors.list()) {
        System.out.println(bad.code() + " at " + bad.stage() + ": " + bad.message());
      }
    }
    // README: end
  }
}

package io.euge.spark.examples;

import io.euge.spark.errors.VideoError;
import io.euge.spark.errors.VideoErrors;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Bad input in a program of one's own, as the documentation shows it. */
final class GoodAndBad {
  private GoodAndBad() {}

  static void print(SparkSession spark, String videos) {
    // README: begin
    try (VideoErrors errors = VideoErrors.collect(spark)) {
      DataFrameReader reader = errors.collectFrom(spark.read().format("video"));
      Dataset<Row> frames = reader.option("on-error", "record").load(videos);
      frames.groupBy("video").count().orderBy("video").show(false);
      for (VideoError error : errors.list()) {
        System.out.println(error.code() + " at " + error.stage() + ": " + error.message());
      }
    }
    // README: end
  }
}

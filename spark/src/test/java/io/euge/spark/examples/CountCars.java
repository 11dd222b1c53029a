package io.euge.spark.examples;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The README's example of Euge in a Spark program. */
final class CountCars {
  private CountCars() {}

  static Dataset<Row> count(SparkSession spark, String model, String videos) {
    // README: begin
    spark
        .read()
        .format("detections")
        .option("model", model)
        .option("confidence", 0.4)
        .load(videos)
        .createOrReplaceTempView("found");
    Dataset<Row> cars =
        spark.sql(
            "SELECT video, count(*) AS cars FROM found LATERAL VIEW explode(detections) AS d"
                + " WHERE d.label = 'car' GROUP BY video ORDER BY video");
    // README: end
    return cars;
  }
}

package io.euge.dist;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** A program of a user, which knows only Spark, that counts the objects in a video. */
public final class CountingProgram {
  private CountingProgram() {}

  /** Takes a model and a video. */
  public static void main(String[] arguments) {
    SparkSession spark = SparkSession.builder().getOrCreate();
    Dataset<Row> frames =
        spark
            .read()
            .format("detections")
            .option("model", arguments[0])
            .option("every", 20)
            .load(arguments[1]);
    Row counted = frames.selectExpr("sum(size(detections))", "count(*)").head();
    System.out.printf("%d objects in %d frames%n", counted.getLong(0), counted.getLong(1));
    spark.stop();
  }
}

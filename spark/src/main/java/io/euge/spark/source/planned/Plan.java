package io.euge.spark.source.planned;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** A plan that computes the rows of a table. */
@FunctionalInterface
public interface Plan {
  /** Returns the rows, with the table's columns. Nothing runs yet. */
  Dataset<Row> rows(SparkSession spark);
}

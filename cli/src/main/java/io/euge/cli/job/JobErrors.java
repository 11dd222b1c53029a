package io.euge.cli.job;

import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The errors that a job writes beside its results. */
public interface JobErrors {
  /**
   * Ends a job that has computed its results, before they are published.
   *
   * @return the rows of the table of errors; empty if there is none
   * @throws io.euge.EugeException if there are too many for results to be published
   */
  Optional<Dataset<Row>> complete(SparkSession spark);
}

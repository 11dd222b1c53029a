package io.euge.cli.job;

import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The errors that a job writes in addition to its results. */
public interface JobErrors {
  /**
   * Ends the collection of errors after the results are computed and before they are published.
   *
   * @return the rows of the table of errors; empty if none is written
   * @throws io.euge.EugeException if there are too many errors to publish the results
   */
  Optional<Dataset<Row>> complete(SparkSession spark);
}

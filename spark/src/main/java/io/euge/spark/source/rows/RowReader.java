package io.euge.spark.source.rows;

import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;

/** Reads the rows of one segment: one for each of its frames. */
public interface RowReader {
  /** Advances to the next row; false after the last. */
  boolean next();

  /** Returns the current row, which changes with the next one. */
  InternalRow row();

  /** Returns what the task has counted so far. */
  default CustomTaskMetric[] metrics() {
    return new CustomTaskMetric[0];
  }
}

package io.euge.spark.source;

import io.euge.spark.conf.ReadSettings;
import io.euge.spark.source.rows.RowReaderFactory;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.types.StructType;

/** Converts frames to rows: all that the sources {@code detections} and {@code video} differ in. */
public interface FrameFormat {
  /** Returns its name in {@code spark.read().format(...)}. */
  String name();

  /** Returns all columns of the source. */
  StructType schema();

  /** Returns the columns that are known without opening a model: all but some fields of these. */
  default StructType modelFreeSchema() {
    return schema();
  }

  /** Returns which frames are read. The format keeps its own options to itself. */
  ReadSettings reading();

  /**
   * Returns how the columns are computed, for the query plan: text that follows the name; may be
   * empty.
   */
  String description(StructType columns);

  /**
   * Prepares on the driver what every task needs to make rows.
   *
   * @param columns the required columns, in this order
   * @throws io.euge.EugeException if every task would fail
   */
  RowReaderFactory rows(StructType columns, SparkContext context);
}

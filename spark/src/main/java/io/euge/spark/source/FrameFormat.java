package io.euge.spark.source;

import io.euge.spark.conf.ReadSettings;
import io.euge.spark.source.rows.FrameRows;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.types.StructType;

/** What becomes of frames: all that {@code detections} and {@code video} differ in. */
public interface FrameFormat {
  /** Its name in {@code spark.read().format(...)}. */
  String name();

  /** Which frames are read; the options of the format itself are its own affair. */
  ReadSettings reading();

  /**
   * For people: how the columns come about, in words that follow the name; empty if there is
   * nothing to say.
   */
  String description(StructType columns);

  /**
   * Prepares on the driver what every task needs.
   *
   * @param columns the columns that are wanted, in this order
   * @throws io.euge.EugeException for what no task could do
   */
  FrameRows.Maker rows(StructType columns, SparkContext context);
}

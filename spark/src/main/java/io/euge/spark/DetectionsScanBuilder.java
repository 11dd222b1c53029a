package io.euge.spark;

import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.connector.read.SupportsPushDownRequiredColumns;
import org.apache.spark.sql.types.StructType;

/** Takes from Spark which columns are wanted: without {@code detections} no model is loaded. */
final class DetectionsScanBuilder implements ScanBuilder, SupportsPushDownRequiredColumns {
  private final Settings settings;
  private StructType columns = DetectionsSchema.SCHEMA;

  DetectionsScanBuilder(Settings settings) {
    this.settings = settings;
  }

  @Override
  public void pruneColumns(StructType required) {
    columns = DetectionsSchema.only(required);
  }

  @Override
  public Scan build() {
    return new DetectionsScan(settings, columns);
  }
}

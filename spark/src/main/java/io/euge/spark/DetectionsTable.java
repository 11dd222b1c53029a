package io.euge.spark;

import java.util.Set;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.catalog.Column;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import scala.jdk.javaapi.CollectionConverters;

/** The table that {@code load(paths)} gives. It holds nothing: each scan reads its options anew. */
final class DetectionsTable implements SupportsRead {
  @Override
  public String name() {
    return "detections";
  }

  @Override
  public Column[] columns() {
    return DetectionsSchema.columns();
  }

  @Override
  public Set<TableCapability> capabilities() {
    return Set.of(TableCapability.BATCH_READ);
  }

  @Override
  public ScanBuilder newScanBuilder(CaseInsensitiveStringMap options) {
    return new DetectionsScanBuilder(
        Settings.of(options, CollectionConverters.asJava(SparkSession.active().conf().getAll())));
  }
}

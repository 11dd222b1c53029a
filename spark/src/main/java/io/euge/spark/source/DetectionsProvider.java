package io.euge.spark.source;

import io.euge.spark.conf.ConfParser;
import java.util.Map;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableProvider;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.sources.DataSourceRegister;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * {@code spark.read().format("detections")}: one row a frame, with all that was found in it.
 *
 * <p>Options are those of {@code ReaderOptions#ofDetections}; the schema is fixed, see {@link
 * DetectionsSchema}.
 */
public final class DetectionsProvider implements TableProvider, DataSourceRegister {
  @Override
  public String shortName() {
    return DetectionsFormat.NAME;
  }

  @Override
  public StructType inferSchema(CaseInsensitiveStringMap options) {
    return DetectionsSchema.SCHEMA;
  }

  @Override
  public Table getTable(
      StructType schema, Transform[] partitioning, Map<String, String> properties) {
    return new VideoTable(
        shortName(), schema, options -> DetectionsFormat.of(options, ConfParser.ofSession()));
  }
}

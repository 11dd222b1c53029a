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
 * {@code spark.read().format("video")}: one row a frame, with its picture if that is selected.
 *
 * <p>Options are those of {@code ReaderOptions#ofVideo}; the schema is in {@link VideoSchema}.
 */
public final class VideoProvider implements TableProvider, DataSourceRegister {
  @Override
  public String shortName() {
    return VideoFormat.NAME;
  }

  @Override
  public StructType inferSchema(CaseInsensitiveStringMap options) {
    return VideoSchema.of(VideoFormat.of(options, ConfParser.ofSession()).image());
  }

  @Override
  public Table getTable(
      StructType schema, Transform[] partitioning, Map<String, String> properties) {
    return new VideoTable(
        shortName(), schema, options -> VideoFormat.of(options, ConfParser.ofSession()));
  }
}

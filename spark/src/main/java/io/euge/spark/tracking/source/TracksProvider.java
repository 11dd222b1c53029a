package io.euge.spark.tracking.source;

import io.euge.spark.source.planned.PlannedTable;
import io.euge.spark.tracking.TracksSchema;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableProvider;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.sources.DataSourceRegister;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * {@code spark.read().format("tracks")}: the tracks of videos, with the option {@code model} and
 * those of {@code format("detections")}, or of a table of detections. A row for each track and
 * frame, see {@link TracksSchema}.
 */
public final class TracksProvider implements TableProvider, DataSourceRegister {
  @Override
  public String shortName() {
    return "tracks";
  }

  @Override
  public StructType inferSchema(CaseInsensitiveStringMap options) {
    return TrackReaderOptions.of(options).schema(SparkSession.active());
  }

  @Override
  public Table getTable(
      StructType schema, Transform[] partitioning, Map<String, String> properties) {
    TrackReaderOptions options = TrackReaderOptions.of(properties);
    TrackedInput input = new TrackedInput("tracks", options.others());
    return new PlannedTable(
        "tracks", schema, "tracks of " + input, spark -> options.track(input.rows(spark)));
  }
}

package io.euge.spark.counting.source;

import io.euge.spark.counting.Counts;
import io.euge.spark.counting.CountsSchema;
import io.euge.spark.source.planned.PlannedTable;
import io.euge.spark.tracking.Tracks;
import io.euge.spark.tracking.source.TrackReaderOptions;
import io.euge.spark.tracking.source.TrackedInput;
import java.util.Arrays;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableProvider;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.sources.DataSourceRegister;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * {@code spark.read().format("counts")}: counts of vehicles that cross lines, enter zones and
 * follow routes, in intervals, with the options {@code lines}, {@code interval} and {@code by}. It
 * reads a table of tracks, or what {@code format("tracks")} reads. See {@link CountsSchema}.
 */
public final class CountsProvider implements TableProvider, DataSourceRegister {
  @Override
  public String shortName() {
    return "counts";
  }

  @Override
  public StructType inferSchema(CaseInsensitiveStringMap options) {
    CountReaderOptions.of(options);
    return CountsSchema.ROWS;
  }

  @Override
  public Table getTable(
      StructType schema, Transform[] partitioning, Map<String, String> properties) {
    CountReaderOptions options = CountReaderOptions.of(properties);
    TrackReaderOptions tracking = TrackReaderOptions.of(options.others());
    TrackedInput input = new TrackedInput("counts", tracking.others());
    return new PlannedTable(
        "counts",
        schema,
        "counts of " + input,
        spark -> {
          Dataset<Row> rows = input.rows(spark);
          boolean tracked = Arrays.asList(rows.columns()).contains("track");
          return Counts.of(
              tracked ? rows : Tracks.withEmptyFrames(rows, tracking.settings()),
              options.lines(),
              options.counting(),
              options.zone());
        });
  }
}

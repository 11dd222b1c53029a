package io.euge.spark.source;

import io.euge.EugeException;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SQLContext;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableProvider;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.sources.BaseRelation;
import org.apache.spark.sql.sources.CreatableRelationProvider;
import org.apache.spark.sql.sources.DataSourceRegister;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * What the data sources have in common: they read videos by path, in {@code load()}, in views, and
 * in tables of a catalog.
 *
 * <p>A table keeps the schema it was created with, so that a statement that only names it, such as
 * {@code DROP}, needs neither valid options nor the videos. {@code CREATE} checks the options, and
 * each scan checks options and schema.
 */
abstract class FrameProvider
    implements TableProvider, DataSourceRegister, CreatableRelationProvider {
  /**
   * Parses options, together with the configuration of the session.
   *
   * @throws io.euge.OptionException for options that are unknown or have invalid values
   */
  abstract FrameFormat format(CaseInsensitiveStringMap options);

  @Override
  public final StructType inferSchema(CaseInsensitiveStringMap options) {
    return format(TableOptions.of(options)).schema();
  }

  /** Spark calls only this where the schema is given: it checks the options then. */
  @Override
  public final Transform[] inferPartitioning(CaseInsensitiveStringMap options) {
    format(TableOptions.of(options));
    return new Transform[0];
  }

  @Override
  public final boolean supportsExternalMetadata() {
    return true;
  }

  /** Checks nothing: Spark asks for the table also to write to it or to drop it. */
  @Override
  public final Table getTable(
      StructType schema, Transform[] partitioning, Map<String, String> properties) {
    return new VideoTable(this, schema, partitioning, properties);
  }

  /** Refuses {@code DataFrameWriter.save()}, in any mode. */
  @Override
  public final BaseRelation createRelation(
      SQLContext context,
      SaveMode mode,
      scala.collection.immutable.Map<String, String> options,
      Dataset<Row> rows) {
    throw new EugeException(
        "Cannot write to %s: this source only reads videos; write the rows in a format such as parquet"
            .formatted(shortName()));
  }
}

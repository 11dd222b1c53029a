package io.euge.spark.source;

import io.euge.spark.filter.Pushdown;
import java.util.Arrays;
import java.util.Set;
import org.apache.spark.sql.connector.expressions.filter.Predicate;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.SupportsPushDownLimit;
import org.apache.spark.sql.connector.read.SupportsPushDownRequiredColumns;
import org.apache.spark.sql.connector.read.SupportsPushDownV2Filters;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Takes the required columns, predicates and limit from Spark. Spark still evaluates predicates and
 * limit for each row: they only determine what need not be read.
 */
final class VideoScanBuilder
    implements SupportsPushDownRequiredColumns, SupportsPushDownV2Filters, SupportsPushDownLimit {
  private final FrameFormat format;
  private StructType columns;
  private Pushdown pushdown = Pushdown.NONE;

  VideoScanBuilder(FrameFormat format, StructType schema) {
    this.format = format;
    this.columns = schema;
  }

  /** Prunes columns, and fields within lists. A struct that is a column is read as a whole. */
  @Override
  public void pruneColumns(StructType required) {
    Set<String> wanted = Set.of(required.fieldNames());
    columns =
        new StructType(
            Arrays.stream(columns.fields())
                .filter(field -> wanted.contains(field.name()))
                .map(
                    field ->
                        field.dataType() instanceof ArrayType
                            ? required.apply(field.name())
                            : field)
                .toArray(StructField[]::new));
  }

  @Override
  public Predicate[] pushPredicates(Predicate[] predicates) {
    pushdown = pushdown.withPredicates(predicates);
    return predicates;
  }

  @Override
  public Predicate[] pushedPredicates() {
    return pushdown.predicates().toArray(Predicate[]::new);
  }

  @Override
  public boolean pushLimit(int limit) {
    pushdown = pushdown.withLimit(limit);
    return true;
  }

  @Override
  public Scan build() {
    return new VideoScan(format, columns, pushdown);
  }
}

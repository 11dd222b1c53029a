package io.euge.spark.source;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.connector.catalog.Column;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * The table of {@code load(paths)}, a view or a catalog. Stateless: each scan parses its options
 * again.
 */
final class VideoTable implements SupportsRead {
  private final FrameProvider provider;
  private final StructType columns;
  private final Transform[] partitioning;
  private final Map<String, String> properties;

  /**
   * @param columns as declared
   * @param properties all that the reader or the catalog has
   */
  VideoTable(
      FrameProvider provider,
      StructType columns,
      Transform[] partitioning,
      Map<String, String> properties) {
    this.provider = provider;
    this.columns = columns;
    this.partitioning = partitioning;
    this.properties = properties;
  }

  @Override
  public String name() {
    return provider.shortName();
  }

  /** Returns what Spark before 4.1 wants as well. */
  @Override
  @SuppressWarnings("deprecation")
  public StructType schema() {
    return columns;
  }

  @Override
  public Column[] columns() {
    return Arrays.stream(columns.fields())
        .map(
            field ->
                Column.create(
                    field.name(),
                    field.dataType(),
                    field.nullable(),
                    field.getComment().getOrElse(() -> null),
                    null))
        .toArray(Column[]::new);
  }

  @Override
  public Map<String, String> properties() {
    return TableOptions.described(properties);
  }

  @Override
  public Set<TableCapability> capabilities() {
    return Set.of(TableCapability.BATCH_READ, TableCapability.MICRO_BATCH_READ);
  }

  /**
   * @param options those of this scan, which win over the table's
   * @throws io.euge.OptionException if options are invalid
   * @throws io.euge.EugeException if the source has not the columns that are declared
   */
  @Override
  public ScanBuilder newScanBuilder(CaseInsensitiveStringMap options) {
    FrameFormat format = provider.format(TableOptions.merge(TableOptions.of(properties), options));
    DeclaredColumns.check(format, columns, partitioning);
    return new VideoScanBuilder(format, columns);
  }
}

package io.euge.spark.source;

import java.util.Arrays;
import java.util.Set;
import java.util.function.Function;
import org.apache.spark.sql.connector.catalog.Column;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/** The table of {@code load(paths)}. Stateless: each scan parses its options again. */
record VideoTable(
    String name, StructType tableSchema, Function<CaseInsensitiveStringMap, FrameFormat> format)
    implements SupportsRead {
  @Override
  public Column[] columns() {
    return Arrays.stream(tableSchema.fields())
        .map(field -> Column.create(field.name(), field.dataType(), field.nullable()))
        .toArray(Column[]::new);
  }

  @Override
  public Set<TableCapability> capabilities() {
    return Set.of(TableCapability.BATCH_READ);
  }

  @Override
  public ScanBuilder newScanBuilder(CaseInsensitiveStringMap options) {
    return new VideoScanBuilder(format.apply(options), tableSchema);
  }
}

package io.euge.spark.source.planned;

import java.util.Arrays;
import java.util.Set;
import org.apache.spark.sql.connector.catalog.Column;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * The table of one {@code load()}, whose rows a plan computes.
 *
 * @param name of the data source
 * @param schema of the rows; Spark before 4.1 asks for it by this name
 * @param description of its scan, for people
 */
@SuppressWarnings("deprecation")
public record PlannedTable(String name, StructType schema, String description, Plan plan)
    implements SupportsRead {
  @Override
  public Column[] columns() {
    return Arrays.stream(schema.fields())
        .map(field -> Column.create(field.name(), field.dataType(), field.nullable()))
        .toArray(Column[]::new);
  }

  @Override
  public Set<TableCapability> capabilities() {
    return Set.of(TableCapability.BATCH_READ);
  }

  @Override
  public ScanBuilder newScanBuilder(CaseInsensitiveStringMap ignored) {
    Scan scan = new PlannedScan(schema, description, plan);
    return () -> scan;
  }
}

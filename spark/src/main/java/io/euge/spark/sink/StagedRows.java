package io.euge.spark.sink;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.datasources.DataSource;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;

/**
 * The rows of a batch in the files that its tasks wrote.
 *
 * @param directory of these files
 * @param partitioning of the table
 */
record StagedRows(Path directory, Partitioning partitioning) {
  private static final List<String> ORDER = List.of("video", "frame");

  /**
   * Returns the rows in few partitions, in the order of videos and time within each.
   *
   * @param schema of the rows; null for that of the files
   * @param parts the files
   */
  Dataset<Row> read(SparkSession spark, StructType schema, PartFiles parts) {
    // Directories above may have brackets.
    DataFrameReader reader = spark.read().option(DataSource.GLOB_PATHS_KEY(), false);
    Dataset<Row> rows =
        partitioning.complete(
            (schema == null ? reader : reader.schema(schema)).parquet(directory.toString()));
    Column[] order =
        Stream.concat(partitioning.columns().stream(), ORDER.stream())
            .filter(Arrays.asList(rows.columns())::contains)
            .map(functions::col)
            .toArray(Column[]::new);
    return rows.coalesce(parts.wanted(PartFiles.TARGET_BYTES)).sortWithinPartitions(order);
  }
}

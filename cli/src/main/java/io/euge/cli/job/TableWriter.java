package io.euge.cli.job;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.expr;

import io.euge.cli.table.TableFormat;
import io.euge.spark.storage.FullDisk;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Writes rows in one of the formats, with the same options for every table. */
record TableWriter(TableFormat format) {
  /** Microseconds and the offset; Spark's default format has only milliseconds. */
  private static final String TIMESTAMP = "yyyy-MM-dd'T'HH:mm:ss.SSSSSSXXX";

  private static final Duration AT_MOST = Duration.ofSeconds(5);
  private static final Duration POLL = Duration.ofMillis(50);

  /**
   * Writes files to a directory, one per partition of the rows.
   *
   * @throws IOException if the storage is full
   */
  void write(Dataset<Row> rows, Path directory) throws IOException {
    write(rows, List.of(), directory);
  }

  /**
   * Writes files to a directory, with partition directories for some columns.
   *
   * @throws IOException if the storage is full
   */
  void write(Dataset<Row> rows, List<String> folders, Path directory) throws IOException {
    save(into(rows).partitionBy(folders.toArray(String[]::new)), directory, rows.sparkSession());
  }

  /**
   * Writes one file to a directory; none if JSON has no rows.
   *
   * @throws IOException if the storage is full
   */
  void writeOne(Dataset<Row> rows, Path directory) throws IOException {
    DataFrameWriter<Row> one = into(rows.coalesce(1)).option("maxRecordsPerFile", 0);
    if (!format.isTyped()) {
      one.option("compression", "none");
    }
    save(one, directory, rows.sparkSession());
  }

  private static void save(DataFrameWriter<Row> rows, Path directory, SparkSession spark)
      throws IOException {
    try {
      rows.save(directory.toString());
    } catch (Exception | FSError e) { // Spark does not declare its exceptions.
      awaitTasks(spark);
      String full = FullDisk.reason(e).orElse(null);
      if (full != null) {
        String temporary = System.getProperty("java.io.tmpdir");
        throw new IOException(
            "%s, there or in the temporary directory %s"
                .formatted(full, spark.sparkContext().conf().get("spark.local.dir", temporary)),
            e);
      }
      throw e;
    }
  }

  /** Waits for the other tasks of a failed job, which write until they notice its end. */
  private static void awaitTasks(SparkSession spark) {
    long start = System.nanoTime();
    try {
      while (isRunning(spark) && System.nanoTime() - start < AT_MOST.toNanos()) {
        Thread.sleep(POLL.toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean isRunning(SparkSession spark) {
    return Arrays.stream(spark.sparkContext().statusTracker().getExecutorInfos())
        .anyMatch(executor -> executor.numRunningTasks() > 0);
  }

  private DataFrameWriter<Row> into(Dataset<Row> rows) {
    return switch (format) {
      case PARQUET, DELTA -> writer(rows).format(format.toString());
      case JSON ->
          writer(rows)
              .format("json")
              .option("ignoreNullFields", false)
              .option("timestampFormat", TIMESTAMP);
      case CSV ->
          writer(flat(rows))
              .format("csv")
              .option("header", true)
              // Doubles quotes within a value and keeps backslashes.
              .option("escape", "\"")
              .option("ignoreLeadingWhiteSpace", false)
              .option("ignoreTrailingWhiteSpace", false)
              .option("timestampFormat", TIMESTAMP);
    };
  }

  private static DataFrameWriter<Row> writer(Dataset<Row> rows) {
    return rows.write().mode(SaveMode.Append);
  }

  /**
   * Flattens rows, because CSV supports neither arrays nor structs: one row per detection, and the
   * path of a track as the text {@code seconds x y, seconds x y}.
   */
  private static Dataset<Row> flat(Dataset<Row> rows) {
    Dataset<Row> exploded =
        Arrays.asList(rows.columns()).contains("detections")
            ? rows.withColumnRenamed("width", "frameWidth")
                .withColumnRenamed("height", "frameHeight")
                .withColumn("detection", explode(rows.col("detections")))
                .drop("detections")
            : rows;
    List<Column> columns = new ArrayList<>();
    for (StructField field : exploded.schema().fields()) {
      if (field.name().equals("path") && field.dataType() instanceof ArrayType) {
        columns.add(
            expr("concat_ws(', ', transform(path, p -> concat_ws(' ', p.seconds, p.x, p.y)))")
                .as("path"));
        continue;
      }
      boolean struct = field.dataType() instanceof StructType;
      columns.add(col(struct ? field.name() + ".*" : field.name()));
    }
    return exploded.select(columns.toArray(Column[]::new));
  }
}

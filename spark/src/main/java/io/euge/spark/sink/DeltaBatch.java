package io.euge.spark.sink;

import io.euge.EugeException;
import io.euge.spark.storage.FullDisk;
import java.io.IOException;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;

/**
 * A committed batch on its way to Delta tables. A table takes a batch of a checkpoint once: Delta
 * keeps the number of the last one, as the version of a transaction.
 *
 * @param checkpoint identifies the checkpoint of the stream
 * @param number of the batch
 */
record DeltaBatch(String checkpoint, long number, FileSystem files) {
  /**
   * Adds rows to a table, or creates it, unless it has this batch.
   *
   * @param staged the Parquet files of the rows; there need be none
   */
  void add(Path staged, Partitioning partitioning, Path table) throws IOException {
    PartFiles parts = PartFiles.below(files, staged);
    if (parts.paths().isEmpty()) { // No errors, or a process was stopped as it removed them.
      return;
    }
    try {
      new StagedRows(staged, partitioning)
          .read(SparkSession.active(), null, parts)
          .write()
          .format("delta")
          .mode(SaveMode.Append)
          .partitionBy(partitioning.columns().toArray(String[]::new))
          .option("txnAppId", checkpoint)
          .option("txnVersion", number)
          .save(table.toString());
    } catch (Exception | FSError e) { // Spark does not declare what it throws.
      throw new EugeException(
          "Cannot add a batch to the Delta table %s: %s; when the cause is removed, start again"
              .formatted(
                  Path.getPathWithoutSchemeAndAuthority(table),
                  FullDisk.reason(e).orElseGet(() -> reason(e))),
          e);
    }
  }

  private static String reason(Throwable failure) {
    return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
  }
}

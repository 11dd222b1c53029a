package io.euge.cli.detect;

import io.euge.cli.checkpoint.Checkpoint;
import io.euge.spark.errors.VideoErrors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.datasources.DataSource;
import org.apache.spark.sql.types.StructType;

/**
 * The complete table of a checkpoint, from which results are computed.
 *
 * @param columns of the table
 */
public record KeptDetections(Checkpoint checkpoint, SparkSession spark, StructType columns) {
  /** Computes and writes a result. */
  public interface Use {
    void of(KeptDetections detections) throws Exception;
  }

  /** Returns all rows. */
  public Dataset<Row> rows() {
    return spark
        .read()
        .schema(columns)
        .option(DataSource.GLOB_PATHS_KEY(), false) // Parents may have brackets.
        .parquet(checkpoint.table());
  }

  /** Returns the errors of all batches; empty if none were recorded. */
  public Optional<Dataset<Row>> errors() {
    Path table = new Path(checkpoint.table(), VideoErrors.TABLE);
    try {
      return table.getFileSystem(spark.sessionState().newHadoopConf()).exists(table)
          ? Optional.of(
              spark
                  .read()
                  .option(DataSource.GLOB_PATHS_KEY(), false)
                  .parquet(table.toString())
                  .coalesce(1)
                  .sortWithinPartitions("video", "segment"))
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

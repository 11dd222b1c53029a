package io.euge.cli.job;

import static org.apache.spark.sql.functions.explode;

import io.euge.EugeException;
import io.euge.OptionException;
import io.euge.spark.errors.VideoErrors;
import java.io.IOException;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;

/** A table of detections on disk, there whole or not at all. */
public record OutputTable(String directory, Format format, boolean overwrite) {
  /** All digits that Spark keeps, and the offset: Spark's own format ends with milliseconds. */
  private static final String TIMESTAMP = "yyyy-MM-dd'T'HH:mm:ss.SSSSSSXXX";

  enum Format {
    PARQUET,
    JSON,
    CSV
  }

  /**
   * Writes the table, and that of the errors within it, so that both appear together.
   *
   * @param stop is told when the table appears
   * @return whether there is a table of errors
   * @throws EugeException when something is there already that would be mixed with or lost, nothing
   *     can be written there, or too many videos are bad
   */
  public boolean write(Dataset<Row> frames, VideoErrors errors, StopNotice stop) {
    Configuration hadoop = frames.sparkSession().sessionState().newHadoopConf();
    try (StagedDirectory table = StagedDirectory.of(path(), overwrite, hadoop)) {
      write(frames, table.staging().toString());
      boolean recorded = errors.complete(table.staging(), hadoop);
      stop.publish(table::publish);
      return recorded;
    } catch (IOException e) {
      throw new EugeException(
          "Cannot write to the output " + directory + ": " + e.getMessage() + "; give another", e);
    }
  }

  private Path path() {
    try {
      return new Path(directory);
    } catch (IllegalArgumentException e) {
      throw new OptionException(
          "--output is '" + directory + "', which cannot be a directory: " + e.getMessage());
    }
  }

  private void write(Dataset<Row> frames, String path) {
    switch (format) {
      case PARQUET -> into(frames).parquet(path);
      case JSON -> into(frames).option("ignoreNullFields", false).json(path);
      case CSV -> into(flat(frames)).option("header", true).csv(path);
    }
  }

  private static DataFrameWriter<Row> into(Dataset<Row> rows) {
    return rows.write().mode(SaveMode.Append).option("timestampFormat", TIMESTAMP);
  }

  /** One row a detection: CSV has no lists. Frames without detections have no row. */
  private static Dataset<Row> flat(Dataset<Row> frames) {
    return frames
        .withColumnRenamed("width", "frameWidth")
        .withColumnRenamed("height", "frameHeight")
        .withColumn("detection", explode(frames.col("detections")))
        .drop("detections")
        .select(
            "video",
            "camera",
            "frame",
            "seconds",
            "time",
            "frameWidth",
            "frameHeight",
            "detection.*");
  }

  /** Where the table of the errors is, if there is one. */
  public String errors() {
    return new Path(path(), VideoErrors.TABLE).toString();
  }

  public String description() {
    return directory + " as " + format.name().toLowerCase(Locale.ROOT);
  }
}

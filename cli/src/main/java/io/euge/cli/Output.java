package io.euge.cli;

import static org.apache.spark.sql.functions.explode;

import io.euge.EugeException;
import java.io.IOException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;

/**
 * A table of detections on disk. Spark's committer makes it whole or not at all: {@code _SUCCESS}
 * is there only when everything is.
 */
record Output(String directory, Format format, boolean overwrite) {
  enum Format {
    PARQUET,
    JSON,
    CSV
  }

  /**
   * @throws EugeException when something is there already that would be mixed with or lost
   */
  void write(Dataset<Row> frames) {
    Path path = new Path(directory);
    try {
      FileSystem files = path.getFileSystem(frames.sparkSession().sessionState().newHadoopConf());
      boolean existed = files.exists(path);
      if (existed && !overwrite && !isEmptyDirectory(files, path)) {
        throw new EugeException(
            "The output " + directory + " is there already: give another --output or --overwrite");
      }
      boolean done = false;
      try {
        write(frames, overwrite || existed ? SaveMode.Overwrite : SaveMode.ErrorIfExists);
        done = true;
      } finally {
        if (!done && !existed) {
          files.delete(path, true);
        }
      }
    } catch (IOException e) {
      throw new EugeException("Cannot write to " + directory + ": " + e.getMessage(), e);
    }
  }

  private void write(Dataset<Row> frames, SaveMode mode) {
    switch (format) {
      case PARQUET -> frames.write().mode(mode).parquet(directory);
      case JSON -> frames.write().mode(mode).json(directory);
      case CSV -> flat(frames).write().mode(mode).option("header", true).csv(directory);
    }
  }

  /** One row a detection: CSV has no lists. Frames without detections have no row. */
  private static Dataset<Row> flat(Dataset<Row> frames) {
    return frames
        .withColumnRenamed("width", "frameWidth")
        .withColumnRenamed("height", "frameHeight")
        .withColumn("detection", explode(frames.col("detections")))
        .drop("detections")
        .select("video", "frame", "seconds", "frameWidth", "frameHeight", "detection.*");
  }

  private static boolean isEmptyDirectory(FileSystem files, Path path) throws IOException {
    return files.getFileStatus(path).isDirectory() && files.listStatus(path).length == 0;
  }

  String description() {
    return directory + " as " + format.name().toLowerCase(java.util.Locale.ROOT);
  }
}

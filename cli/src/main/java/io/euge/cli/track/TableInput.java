package io.euge.cli.track;

import io.euge.EugeException;
import io.euge.cli.table.TableFormat;
import io.euge.file.IoReason;
import io.euge.spark.source.DetectionsSchema;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.datasources.DataSource;

/** A table of detections that is there: a file, or a directory of files. */
record TableInput(String table) {
  /**
   * Returns the rows of the table.
   *
   * @throws EugeException if it is no table, or one that cannot be tracked
   */
  Dataset<Row> read(SparkSession spark) {
    DataFrameReader reader =
        spark.read().option(DataSource.GLOB_PATHS_KEY(), false); // Names may have brackets.
    return switch (format(spark)) {
      case PARQUET -> reader.parquet(table);
      case JSON -> reader.schema(DetectionsSchema.BOXES).json(table);
      case CSV ->
          throw new EugeException(
              "Cannot track %s: CSV has no line for a frame without detections; write the table as Parquet or JSON"
                  .formatted(table));
    };
  }

  private TableFormat format(SparkSession spark) {
    try {
      Path path = new Path(table);
      FileSystem files = path.getFileSystem(spark.sessionState().newHadoopConf());
      if (!files.exists(path)) {
        throw new EugeException(
            "Cannot read %s: there is no such file or directory; give a table of euge detect, or MOT text"
                .formatted(table));
      }
      List<FileStatus> parts =
          files.getFileStatus(path).isDirectory()
              ? Arrays.asList(files.listStatus(path, part -> !part.getName().matches("[._].*")))
              : List.of(files.getFileStatus(path));
      Optional<TableFormat> format =
          parts.stream()
              .filter(FileStatus::isFile)
              .map(part -> part.getPath().getName())
              .flatMap(name -> TableFormat.ofName(name).stream())
              .findFirst();
      return format.orElseThrow(
          () ->
              new EugeException(
                  "Cannot track %s: it is no table of euge detect and no MOT text; give one, or --model to detect in videos"
                      .formatted(table)));
    } catch (IOException | IllegalArgumentException e) {
      String reason = e instanceof IOException io ? IoReason.of(io) : e.getMessage();
      throw new EugeException("Cannot read %s: %s; give another table".formatted(table, reason), e);
    }
  }
}

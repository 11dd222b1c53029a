package io.euge.cli.track;

import io.euge.EugeException;
import io.euge.cli.table.TableColumns;
import io.euge.cli.table.TableFormat;
import io.euge.file.IoReason;
import io.euge.spark.provenance.ProvenanceColumn;
import io.euge.spark.source.DetectionsSchema;
import io.euge.spark.tracking.TracksSchema;
import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.datasources.DataSource;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** An existing table of detections or of tracks: a file, or a directory of files. */
public record TableInput(String table) {
  /** Returns whether an input is a URI of a file system instead of a local path. */
  public static boolean isAddress(String input) {
    return input.matches("[A-Za-z][A-Za-z0-9+.-]*:.*");
  }

  private static final Set<String> TRACKS = Set.of(TracksSchema.rows(false).fieldNames());

  /** A file of the table, with rows if one has any. */
  private record Part(FileSystem files, Path path, TableFormat format) {
    boolean has(Set<String> columns) throws IOException {
      return new TableColumns(files, path).containAll(format, columns);
    }
  }

  /** Returns whether the columns are those of tracks. */
  public static boolean isOfTracks(Dataset<Row> rows) {
    return Arrays.asList(rows.columns()).contains("track");
  }

  /**
   * Returns the rows of the table.
   *
   * @throws EugeException if there is no table, or it cannot be tracked
   */
  public Dataset<Row> read(SparkSession spark) {
    DataFrameReader reader =
        spark
            .read()
            .option(DataSource.GLOB_PATHS_KEY(), false) // Names may have brackets.
            .option("mode", "FAILFAST"); // By default, Spark reads a malformed line as nulls.
    try {
      Part part = part(spark);
      return switch (part.format()) {
        case PARQUET, DELTA -> reader.parquet(table);
        case JSON -> reader.schema(ofJson(part)).json(table);
        case CSV -> ofCsv(part, reader.option("header", true).option("escape", "\""));
      };
    } catch (IOException | IllegalArgumentException e) {
      throw new EugeException(
          "Cannot read %s: %s; give another table".formatted(table, IoReason.of(e)), e);
    }
  }

  private static StructType ofJson(Part part) throws IOException {
    return part.has(Set.of("track"))
        ? TracksSchema.withProvenance(part.has(Set.of(TracksSchema.SEQUENCE)))
        : DetectionsSchema.BOXES.add(ProvenanceColumn.NAME, ProvenanceColumn.type(true), true);
  }

  private Dataset<Row> ofCsv(Part part, DataFrameReader reader) throws IOException {
    if (!part.has(TRACKS) && !part.has(Set.of("label", "confidence", "frame"))) {
      throw new EugeException(
          "Cannot read %s: it is not a table of euge track, for it lacks columns of %s; give another table"
              .formatted(table, String.join(", ", TracksSchema.rows(false).fieldNames())));
    }
    if (!part.has(TRACKS)) {
      throw new EugeException(
          "Cannot track %s: CSV has no line for a frame without detections; write the table as Parquet or JSON"
              .formatted(table));
    }
    StructType known = TracksSchema.rows(true);
    StructType columns = new StructType();
    for (String name : reader.csv(table).columns()) { // Spreadsheets may change them.
      columns =
          known.getFieldIndex(name).isDefined()
              ? columns.add(known.apply(name))
              : columns.add(name, DataTypes.StringType);
    }
    return reader.schema(columns).csv(table);
  }

  private Part part(SparkSession spark) throws IOException {
    Path path = new Path(table);
    FileSystem files = path.getFileSystem(spark.sessionState().newHadoopConf());
    if (!files.exists(path)) {
      throw new EugeException(
          "Cannot read %s: there is no such file or directory; give a table of euge detect or euge track, or MOT text"
              .formatted(table));
    }
    if (files.exists(new Path(path, TableFormat.DELTA_LOG))) {
      throw TableFormat.deltaIsNotRead(table);
    }
    List<FileStatus> parts =
        files.getFileStatus(path).isDirectory()
            ? Arrays.asList(files.listStatus(path, part -> !part.getName().matches("[._].*")))
            : List.of(files.getFileStatus(path));
    return parts.stream()
        .filter(FileStatus::isFile)
        .filter(part -> TableFormat.ofName(part.getPath().getName()).isPresent())
        .max(Comparator.comparing(part -> part.getLen() > 0))
        .map(FileStatus::getPath)
        .map(part -> new Part(files, part, TableFormat.ofName(part.getName()).orElseThrow()))
        .orElseThrow(
            () ->
                new EugeException(
                    "Cannot track %s: it is not a table of euge detect nor MOT text; give one, or --model to detect in videos"
                        .formatted(table)));
  }
}

package io.euge.cli.report;

import io.euge.EugeException;
import io.euge.cli.table.TableColumns;
import io.euge.cli.table.TableFormat;
import io.euge.file.IoReason;
import io.euge.spark.errors.VideoErrors;
import io.euge.spark.provenance.ProvenanceColumn;
import io.euge.spark.source.DetectionsSchema;
import io.euge.spark.tracking.TracksSchema;
import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
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

/**
 * A table written by {@code euge detect}, {@code track} or {@code count}: a file, or a directory
 * with files and possibly subdirectories.
 *
 * @param rows with the columns of the table; those of CSV are converted to their types
 * @param flat whether each row is one detection
 * @param errors the rows of its table of errors; empty if there is none
 */
record ReportTable(
    String name, ReportKind kind, Dataset<Row> rows, boolean flat, Optional<Dataset<Row>> errors) {
  private static final int DEPTH = 4;

  private static final StructType FLAT =
      new StructType()
          .add("video", DataTypes.StringType)
          .add("camera", DataTypes.StringType)
          .add("frame", DataTypes.LongType)
          .add("seconds", DataTypes.DoubleType)
          .add("time", DataTypes.TimestampType)
          .add("frameWidth", DataTypes.IntegerType)
          .add("frameHeight", DataTypes.IntegerType)
          .add("pixelAspectRatio", DataTypes.DoubleType)
          .add("label", DataTypes.StringType)
          .add("classId", DataTypes.IntegerType)
          .add("confidence", DataTypes.FloatType)
          .add("x", DataTypes.FloatType)
          .add("y", DataTypes.FloatType)
          .add("width", DataTypes.FloatType)
          .add("height", DataTypes.FloatType);

  private static final StructType COUNTS =
      new StructType()
          .add("video", DataTypes.StringType)
          .add("camera", DataTypes.StringType)
          .add("time", DataTypes.TimestampType)
          .add("begin", DataTypes.DoubleType)
          .add("end", DataTypes.DoubleType)
          .add("observed", DataTypes.DoubleType)
          .add("event", DataTypes.StringType)
          .add("name", DataTypes.StringType)
          .add("direction", DataTypes.StringType)
          .add("label", DataTypes.StringType)
          .add("count", DataTypes.LongType)
          .add("speed_kmh", DataTypes.DoubleType);

  /** A file of the table. */
  private record Part(FileSystem files, Path path, TableFormat format) {
    boolean has(String... columns) throws IOException {
      return new TableColumns(files, path).containAll(format, Set.of(columns));
    }
  }

  /**
   * Opens a table.
   *
   * @throws EugeException if there is no table, or it is of another kind
   */
  static ReportTable open(SparkSession spark, String table) {
    // Otherwise the name 007 of a camera in a directory name would become the number 7.
    spark.conf().set("spark.sql.sources.partitionColumnTypeInference.enabled", "false");
    try {
      Path path = new Path(table);
      FileSystem files = path.getFileSystem(spark.sessionState().newHadoopConf());
      if (!files.exists(path)) {
        throw new EugeException(
            "Cannot read %s: there is no such file or directory; give the --output of euge detect, track or count"
                .formatted(table));
      }
      if (files.exists(new Path(path, TableFormat.DELTA_LOG))) {
        throw TableFormat.deltaIsNotRead(table);
      }
      FileStatus status = files.getFileStatus(path);
      Part part = part(files, status, 0).orElseThrow(() -> notOfEuge(table));
      ReportKind kind = kind(part, table);
      boolean flat = kind == ReportKind.DETECTIONS && part.format() == TableFormat.CSV;
      return new ReportTable(
          table, kind, rows(spark, table, part, kind), flat, errors(spark, files, status));
    } catch (IOException | IllegalArgumentException e) {
      throw new EugeException(
          "Cannot read %s: %s; give another table".formatted(table, IoReason.of(e)), e);
    }
  }

  private static EugeException notOfEuge(String table) {
    return new EugeException(
        "Cannot report %s: it is not a table of euge detect, track or count; give the --output of one of them"
            .formatted(table));
  }

  /** Returns a file of the table; one with rows if there is one. */
  private static Optional<Part> part(FileSystem files, FileStatus place, int depth)
      throws IOException {
    if (!place.isDirectory()) {
      return TableFormat.ofName(place.getPath().getName())
          .map(format -> new Part(files, place.getPath(), format));
    }
    FileStatus[] entries =
        files.listStatus(place.getPath(), path -> !path.getName().matches("[._].*"));
    Optional<Part> direct =
        Arrays.stream(entries)
            .filter(FileStatus::isFile)
            .filter(file -> TableFormat.ofName(file.getPath().getName()).isPresent())
            .max(Comparator.comparing(file -> file.getLen() > 0))
            .map(FileStatus::getPath)
            .map(path -> new Part(files, path, TableFormat.ofName(path.getName()).orElseThrow()));
    for (int i = 0; direct.isEmpty() && depth < DEPTH && i < entries.length; i++) {
      if (entries[i].isDirectory() && entries[i].getPath().getName().contains("=")) {
        direct = part(files, entries[i], depth + 1);
      }
    }
    return direct;
  }

  private static ReportKind kind(Part part, String table) throws IOException {
    if (part.has("frame", "seconds", "detections")
        || (part.has("frame", "label", "frameWidth", "classId") && !part.has("track"))) {
      return ReportKind.DETECTIONS;
    }
    if (part.has("track", "frame", "frameWidth", "observed")) {
      return ReportKind.TRACKS;
    }
    if (part.has("begin", "event", "name", "count")) {
      return ReportKind.COUNTS;
    }
    throw notOfEuge(table);
  }

  private static Dataset<Row> rows(SparkSession spark, String table, Part part, ReportKind kind)
      throws IOException {
    DataFrameReader reader =
        spark
            .read()
            .option(DataSource.GLOB_PATHS_KEY(), false) // Names may have brackets.
            .option("mode", "FAILFAST"); // By default, Spark reads a malformed line as nulls.
    return switch (part.format()) {
      case PARQUET, DELTA -> reader.parquet(table);
      case JSON -> reader.schema(json(part, kind)).json(table);
      case CSV -> csv(reader.option("header", true).option("escape", "\""), table, kind);
    };
  }

  private static StructType json(Part part, ReportKind kind) throws IOException {
    return switch (kind) {
      case DETECTIONS ->
          part.has(ProvenanceColumn.NAME)
              ? DetectionsSchema.BOXES.add(ProvenanceColumn.NAME, ProvenanceColumn.TYPE)
              : DetectionsSchema.BOXES;
      case TRACKS ->
          part.has(ProvenanceColumn.NAME)
              ? TracksSchema.withProvenance(part.has(TracksSchema.SEQUENCE))
              : TracksSchema.rows(part.has(TracksSchema.SEQUENCE));
      case COUNTS -> COUNTS;
    };
  }

  /** Reads CSV; spreadsheets may have added or reordered columns. */
  private static Dataset<Row> csv(DataFrameReader reader, String table, ReportKind kind) {
    StructType known =
        switch (kind) {
          case DETECTIONS -> FLAT;
          case TRACKS -> TracksSchema.rows(true);
          case COUNTS -> COUNTS;
        };
    StructType columns = new StructType();
    for (String name : reader.csv(table).columns()) {
      columns =
          known.getFieldIndex(name).isDefined()
              ? columns.add(known.apply(name))
              : columns.add(name, DataTypes.StringType);
    }
    return reader.schema(columns).csv(table);
  }

  /**
   * Reads the table of errors: {@code _errors} in a directory, or a separate file for {@code
   * x.csv}.
   */
  private static Optional<Dataset<Row>> errors(
      SparkSession spark, FileSystem files, FileStatus table) throws IOException {
    Path path = table.getPath();
    if (table.isDirectory()) {
      Path errors = new Path(path, VideoErrors.TABLE);
      return files.exists(errors)
          ? read(spark, files, files.getFileStatus(errors))
          : Optional.empty();
    }
    String name = path.getName();
    String ending = TableFormat.ofName(name).map(TableFormat::ending).orElseThrow();
    String stem = name.substring(0, name.length() - ending.length());
    for (TableFormat format : TableFormat.values()) {
      Path errors = new Path(path.getParent(), stem + ".errors" + format.ending());
      if (files.exists(errors)) {
        return read(spark, files, files.getFileStatus(errors));
      }
    }
    return Optional.empty();
  }

  private static Optional<Dataset<Row>> read(SparkSession spark, FileSystem files, FileStatus table)
      throws IOException {
    String path = table.getPath().toString();
    DataFrameReader reader = spark.read().option(DataSource.GLOB_PATHS_KEY(), false);
    return part(files, table, 0)
        .map(
            part ->
                switch (part.format()) {
                  case PARQUET, DELTA -> reader.parquet(path);
                  case JSON -> reader.json(path);
                  case CSV ->
                      reader
                          .option("header", true)
                          .option("escape", "\"")
                          .option("multiLine", true)
                          .csv(path);
                })
        .filter(rows -> Set.of(rows.columns()).containsAll(Set.of("video", "stage", "code")));
  }

  /** Returns whether the table has a column. */
  boolean has(String column) {
    return Arrays.asList(rows.columns()).contains(column);
  }

  /** Returns the last component of the table's path, or the whole path if there is none. */
  String shortName() {
    String name = new Path(this.name).getName();
    return name.isEmpty() ? this.name : name;
  }
}

package io.euge.cli.job;

import io.euge.EugeException;
import io.euge.OptionException;
import io.euge.cli.table.TableFormat;
import io.euge.file.IoReason;
import io.euge.spark.errors.VideoErrors;
import io.euge.spark.sink.PartFiles;
import io.euge.spark.sink.Partitioning;
import io.euge.spark.storage.FullDisk;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.execution.datasources.DataSource;
import org.apache.spark.sql.functions;

/**
 * A table of detections on disk, written atomically.
 *
 * @param oneFile whether it is one file instead of a directory
 * @param partitioning the partition directories, if it is a directory
 */
public record OutputTable(
    String output,
    TableFormat format,
    boolean oneFile,
    boolean overwrite,
    Partitioning partitioning) {
  /** Name of the summary in the output directory; Spark's readers ignore such names. */
  static final String SUMMARY = "_summary";

  /** The size in Parquet that corresponds to the text that a reader reads in one task. */
  private static final long TEXT_BYTES = 16L << 20;

  private static final List<String> ORDER = List.of("video", "frame", "track");

  /** Creates a table without partition directories. */
  public OutputTable(String output, TableFormat format, boolean oneFile, boolean overwrite) {
    this(output, format, oneFile, overwrite, Partitioning.NONE);
  }

  /**
   * Writes the table and the table of errors, and publishes them together.
   *
   * @param stop is notified when the table is published
   * @return whether a table of errors was written
   * @throws EugeException if existing data would be lost or mixed with the table, the path cannot
   *     be written, or too many videos are corrupt
   */
  public boolean write(Dataset<Row> frames, JobErrors errors, StopNotice stop) {
    return write(frames, Optional.empty(), errors, stop);
  }

  /**
   * Writes the table, a summary of it and the table of errors, and publishes them together.
   *
   * @param summary computes the summary from the written rows
   * @param stop is notified when the table is published
   * @return whether a table of errors was written
   * @throws EugeException if existing data would be lost or mixed with the table, the path cannot
   *     be written, or too many videos are corrupt
   */
  public boolean write(
      Dataset<Row> frames,
      Optional<UnaryOperator<Dataset<Row>>> summary,
      JobErrors errors,
      StopNotice stop) {
    Configuration hadoop = frames.sparkSession().sessionState().newHadoopConf();
    Path path = path();
    try {
      return oneFile
          ? writeFile(frames, summary, errors, stop, path, hadoop)
          : writeDirectory(frames, summary, errors, stop, path, hadoop);
    } catch (IOException e) {
      throw unwritable(e);
    } catch (FSError e) {
      throw unwritable(FullDisk.exception(e));
    }
  }

  /**
   * Writes intermediate files first: each task writes its own file, and many tables have few rows.
   */
  private boolean writeDirectory(
      Dataset<Row> frames,
      Optional<UnaryOperator<Dataset<Row>>> summary,
      JobErrors errors,
      StopNotice stop,
      Path path,
      Configuration hadoop)
      throws IOException {
    try (StagedDirectory table = StagedDirectory.of(path, overwrite, hadoop)) {
      new TableWriter(TableFormat.PARQUET).write(frames, table.rows());
      Optional<Dataset<Row>> bad = errors.complete(frames.sparkSession());
      TableWriter writer = new TableWriter(format);
      PartFiles parts = PartFiles.below(path.getFileSystem(hadoop), table.rows());
      boolean folders = !partitioning.columns().isEmpty();
      boolean merge = format != TableFormat.PARQUET || folders || parts.areTooSmall();
      if (merge) {
        Dataset<Row> rows = staged(frames, table.rows(), parts.wanted(fileBytes(format)));
        writer.write(rows, partitioning.columns(), table.table());
      }
      Path written = merge ? table.table() : table.rows();
      if (bad.isPresent()) {
        writer.writeOne(bad.get(), new Path(written, VideoErrors.TABLE));
      }
      if (summary.isPresent()) {
        Dataset<Row> rows = summary.get().apply(read(frames, table.rows()));
        writer.writeOne(rows, new Path(written, SUMMARY));
      }
      stop.publish(() -> table.publish(written));
      return bad.isPresent();
    }
  }

  /** Writes intermediate files in parallel first, because a single task writes the output file. */
  private boolean writeFile(
      Dataset<Row> frames,
      Optional<UnaryOperator<Dataset<Row>>> summary,
      JobErrors errors,
      StopNotice stop,
      Path path,
      Configuration hadoop)
      throws IOException {
    try (StagedFile table = StagedFile.of(path, format, overwrite, hadoop)) {
      new TableWriter(TableFormat.PARQUET).write(frames, table.rows());
      Optional<Dataset<Row>> bad = errors.complete(frames.sparkSession());
      TableWriter writer = new TableWriter(format);
      writer.writeOne(staged(frames, table.rows(), 1), table.table());
      if (bad.isPresent()) {
        writer.writeOne(bad.get(), table.errors());
      }
      if (summary.isPresent()) {
        writer.writeOne(summary.get().apply(read(frames, table.rows())), table.summary());
      }
      stop.publish(table::publish);
      return bad.isPresent();
    }
  }

  /** Returns the bytes of Parquet per output file of a format. */
  static long fileBytes(TableFormat format) {
    return format.isTyped() ? PartFiles.TARGET_BYTES : TEXT_BYTES;
  }

  /**
   * Returns the rows that the tasks wrote, ordered within each of {@code partitions} partitions.
   */
  private Dataset<Row> staged(Dataset<Row> frames, Path rows, int partitions) {
    Column[] order =
        Stream.concat(
                partitioning.columns().stream(),
                ORDER.stream().filter(Arrays.asList(frames.columns())::contains))
            .map(functions::col)
            .toArray(Column[]::new);
    return partitioning
        .complete(read(frames, rows))
        .coalesce(partitions)
        .sortWithinPartitions(order);
  }

  private static Dataset<Row> read(Dataset<Row> frames, Path rows) {
    return frames
        .sparkSession()
        .read()
        .schema(frames.schema())
        .option(DataSource.GLOB_PATHS_KEY(), false) // Parents may have brackets.
        .parquet(rows.toString());
  }

  /**
   * Checks before a long job that the table can be written to its path.
   *
   * @throws EugeException if something exists there that must not be replaced
   */
  public void check(Configuration hadoop) {
    Path path = path();
    try {
      if (oneFile) {
        StagedFile.check(path, format, overwrite, hadoop);
      } else {
        StagedDirectory.check(path, overwrite, hadoop);
      }
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  /** Returns a copy that may replace a table. */
  public OutputTable replacing() {
    return new OutputTable(output, format, oneFile, true, partitioning);
  }

  private EugeException unwritable(IOException e) {
    return unwritable(output, e);
  }

  /**
   * Returns the error for an output that cannot be written.
   *
   * @param output path as given by the user
   */
  static EugeException unwritable(String output, Exception e) {
    return new EugeException(
        "Cannot write to the output %s: %s; %sgive another --output"
            .formatted(
                output,
                IoReason.of(e),
                FullDisk.reason(e).map(full -> "free space, or ").orElse("")),
        e);
  }

  private Path path() {
    try {
      return new Path(output);
    } catch (IllegalArgumentException e) {
      throw new OptionException(
          "--output is '" + output + "', which cannot be a file or directory: " + e.getMessage());
    }
  }

  /** Returns the path of the table of errors, if one is written. */
  public String errors() {
    Path errors =
        oneFile ? StagedFile.beside(path(), "errors") : new Path(path(), VideoErrors.TABLE);
    return errors.toString();
  }

  /** Returns the path of the summary. */
  public String summary() {
    Path summary = oneFile ? StagedFile.beside(path(), "summary") : new Path(path(), SUMMARY);
    return summary.toString();
  }

  /** Returns a description of what was written. */
  public String description() {
    return output + " as " + format;
  }
}

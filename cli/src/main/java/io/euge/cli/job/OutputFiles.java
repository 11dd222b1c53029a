package io.euge.cli.job;

import io.euge.EugeException;
import io.euge.cli.table.TableFormat;
import io.euge.spark.errors.VideoErrors;
import io.euge.spark.storage.FullDisk;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.ChecksumFileSystem;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.execution.datasources.DataSource;

/**
 * Files of a format of other programs, written from the rows of a job atomically. The errors lie in
 * {@code _errors} in a directory, and in {@code x.errors.csv} beside one file.
 *
 * @param oneFile whether the output is one file, not a directory
 * @param ending of the files' names
 * @param head what a file of this format begins with; no other is replaced
 */
public record OutputFiles(
    String output,
    boolean oneFile,
    boolean overwrite,
    String ending,
    Pattern head,
    Content content) {
  private static final int HEAD_BYTES = 4096;

  /** Writes the files. */
  public interface Content {
    /** Writes all rows into a folder, and for one file no more than that. */
    void write(Dataset<Row> rows, FileSystem files, Path folder) throws IOException;
  }

  /** Uses the rows that the job has written. */
  public interface Summary {
    void of(Dataset<Row> rows) throws InterruptedException;
  }

  /**
   * Computes the rows once, and writes the files.
   *
   * @param summary is given the rows before the files appear
   * @param stop is told when they appear
   * @return whether there is a table of errors
   * @throws EugeException when something is there already that would be lost, nothing can be
   *     written there, or too many videos are bad
   */
  public boolean write(Dataset<Row> rows, Summary summary, JobErrors errors, StopNotice stop)
      throws InterruptedException {
    Configuration hadoop = rows.sparkSession().sessionState().newHadoopConf();
    try {
      FileSystem files = new Path(output).getFileSystem(hadoop);
      Path target = files.makeQualified(new Path(output));
      check(files, target);
      try (StagingFolder staging = StagingFolder.beside(target, hadoop)) {
        Path staged = new Path(staging.path(), "rows");
        new TableWriter(TableFormat.PARQUET).write(rows, staged);
        Optional<Dataset<Row>> bad = errors.complete(rows.sparkSession());
        Dataset<Row> read =
            rows.sparkSession()
                .read()
                .schema(rows.schema())
                .option(DataSource.GLOB_PATHS_KEY(), false)
                .parquet(staged.toString());
        Path folder = new Path(staging.path(), "files");
        files.mkdirs(folder);
        content.write(read, withoutChecksums(files), folder);
        summary.of(read);
        Path errorTable = new Path(oneFile ? staging.path() : folder, VideoErrors.TABLE);
        if (bad.isPresent()) {
          new TableWriter(TableFormat.CSV).writeOne(bad.get(), errorTable);
        }
        check(files, target);
        stop.publish(() -> publish(files, staging, folder, errorTable, target));
        return bad.isPresent();
      }
    } catch (IOException | IllegalArgumentException e) {
      throw OutputTable.unwritable(output, e);
    } catch (FSError e) {
      throw OutputTable.unwritable(output, FullDisk.exception(e));
    }
  }

  /** Hidden files beside the output would make it unreadable once another program changed it. */
  private static FileSystem withoutChecksums(FileSystem files) {
    return files instanceof ChecksumFileSystem local ? local.getRawFileSystem() : files;
  }

  private void publish(
      FileSystem files, StagingFolder staging, Path folder, Path errorTable, Path target)
      throws IOException {
    if (!oneFile) {
      staging.publish(Map.of(folder, target), List.of(target));
      return;
    }
    Map<Path, Path> places = new LinkedHashMap<>();
    if (files.exists(errorTable)) {
      places.put(only(files, errorTable), new Path(errors()));
    }
    places.put(only(files, folder), target);
    staging.publish(places, List.of(target, new Path(errors())));
  }

  private static Path only(FileSystem files, Path folder) throws IOException {
    List<Path> found = new ArrayList<>();
    for (FileStatus file : files.listStatus(folder, path -> !path.getName().matches("[._].*"))) {
      found.add(file.getPath());
    }
    if (found.size() != 1) {
      throw new IOException("there are %d files and not one".formatted(found.size()));
    }
    return found.get(0);
  }

  /**
   * Checks before a long job that the files can be put at their place.
   *
   * @throws EugeException if something is there that may not be replaced
   */
  public void check(Configuration hadoop) {
    try {
      Path path = new Path(output);
      FileSystem files = path.getFileSystem(hadoop);
      check(files, files.makeQualified(path));
    } catch (IOException | IllegalArgumentException e) {
      throw OutputTable.unwritable(output, e);
    }
  }

  /** Returns the same, which may replace files of this format. */
  public OutputFiles replacing() {
    return new OutputFiles(output, oneFile, true, ending, head, content);
  }

  private void check(FileSystem files, Path target) throws IOException {
    if (!files.exists(target)) {
      return;
    }
    boolean directory = files.getFileStatus(target).isDirectory();
    if (directory == oneFile) {
      throw new EugeException(
          "The output %s is %s: give another --output"
              .formatted(output, directory ? "a directory" : "not a directory"));
    }
    FileStatus[] there = files.listStatus(target);
    if (there.length > 0 && !overwrite) {
      throw new EugeException(
          "The output %s already exists: give another --output or --overwrite".formatted(output));
    }
    for (FileStatus entry : there) {
      if (!isFormer(files, entry)) {
        throw new EugeException(
            "The output %s %s, which euge did not write in this format, and is not replaced: give another --output"
                .formatted(output, oneFile ? "is a file" : "holds " + entry.getPath().getName()));
      }
    }
  }

  private boolean isFormer(FileSystem files, FileStatus entry) throws IOException {
    String name = entry.getPath().getName();
    if (entry.isDirectory()) {
      return name.equals(VideoErrors.TABLE);
    }
    if (name.endsWith(".crc")) {
      return true;
    }
    try (InputStream in = files.open(entry.getPath())) {
      String text = new String(in.readNBytes(HEAD_BYTES), StandardCharsets.UTF_8);
      return (oneFile || name.endsWith(ending)) && head.matcher(text).matches();
    }
  }

  /** Returns where the table of the errors is, if there is one. */
  public String errors() {
    return oneFile
        ? output.substring(0, output.length() - ending.length()) + ".errors.csv"
        : output + "/" + VideoErrors.TABLE;
  }
}

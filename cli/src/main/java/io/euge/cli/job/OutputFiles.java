package io.euge.cli.job;

import io.euge.EugeException;
import io.euge.cli.table.OutputErrors;
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
 * Writes files in the format of another program atomically from the rows of a job. The errors are
 * written to {@code _errors} in an output directory, or to {@code x.errors.csv} in the same
 * directory as a single output file.
 *
 * @param oneFile whether the output is one file instead of a directory
 * @param ending of the file names
 * @param head pattern of the beginning of files in this format; other existing files are not
 *     replaced
 */
public record OutputFiles(
    String output,
    boolean oneFile,
    boolean overwrite,
    String ending,
    Pattern head,
    Content content) {
  private static final int HEAD_BYTES = 4096;

  /** Writes the content of the files. */
  public interface Content {
    /** Writes all rows to a directory; only one file if the output is a single file. */
    void write(Dataset<Row> rows, FileSystem files, Path folder) throws IOException;
  }

  /** Uses the rows of the job. */
  public interface Summary {
    void of(Dataset<Row> rows) throws InterruptedException;
  }

  /**
   * Computes the rows once, and writes the files.
   *
   * @param summary receives the rows before the files are published
   * @param stop is notified when the files are published
   * @return whether a table of errors was written
   * @throws EugeException if existing data would be lost, the path cannot be written, or too many
   *     videos are corrupt
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

  /**
   * Disables checksum files: they would make the output unreadable after another program changes
   * it.
   */
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
   * Checks before a long job that the files can be written to their path.
   *
   * @throws EugeException if something exists there that must not be replaced
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

  /** Returns a copy that may replace files of this format. */
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
    if (there.length > 0) {
      OutputErrors.requireOverwrite(overwrite, output, "--output");
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

  /** Returns the path of the table of errors, if one is written. */
  public String errors() {
    return oneFile
        ? output.substring(0, output.length() - ending.length()) + ".errors.csv"
        : output + "/" + VideoErrors.TABLE;
  }
}

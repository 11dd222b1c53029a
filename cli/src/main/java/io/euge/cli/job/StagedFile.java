package io.euge.cli.job;

import io.euge.EugeException;
import io.euge.cli.table.TableFormat;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.ChecksumFileSystem;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Writes a table as one file, with the files of its errors and its summary in the same directory.
 * The files are published together or not at all; the table is last, so that the others exist
 * before.
 */
final class StagedFile implements AutoCloseable {
  /** Columns that distinguish a table, written by any version, from the file of another program. */
  private static final Set<String> TABLE = Set.of("video", "frame", "seconds");

  private static final Set<String> ERRORS = Set.of("video", "stage", "code", "message");

  private static final Set<String> SUMMARY = Set.of("video", "track", "votes");

  private final FileSystem files;
  private final FormerOutput former;
  private final Path target;
  private final TableFormat format;
  private final StagingFolder staging;

  private StagedFile(
      FileSystem files,
      FormerOutput former,
      Path target,
      TableFormat format,
      StagingFolder staging) {
    this.files = files;
    this.former = former;
    this.target = target;
    this.format = format;
    this.staging = staging;
  }

  /**
   * Creates the staging directory.
   *
   * @throws EugeException if something exists at the path of the table or of the errors that must
   *     not be replaced
   * @throws IOException if the staging directory cannot be created
   */
  static StagedFile of(Path path, TableFormat format, boolean overwrite, Configuration hadoop)
      throws IOException {
    FileSystem files = path.getFileSystem(hadoop);
    Path target = files.makeQualified(path);
    FormerOutput former = new FormerOutput(files, overwrite);
    check(former, target, format);
    return new StagedFile(files, former, target, format, StagingFolder.beside(target, hadoop));
  }

  /**
   * Checks a path.
   *
   * @throws EugeException if something exists there that must not be replaced
   */
  static void check(Path path, TableFormat format, boolean overwrite, Configuration hadoop)
      throws IOException {
    FileSystem files = path.getFileSystem(hadoop);
    check(new FormerOutput(files, overwrite), files.makeQualified(path), format);
  }

  private static void check(FormerOutput former, Path target, TableFormat format)
      throws IOException {
    former.checkFile(target, format, TABLE);
    former.checkFile(beside(target, "errors"), format, ERRORS);
    former.checkFile(beside(target, "summary"), format, SUMMARY);
  }

  /** Returns the path of another table of the same job: {@code x.errors.csv} for x.csv. */
  static Path beside(Path target, String table) {
    String name = target.getName();
    int ending = name.lastIndexOf('.');
    return new Path(
        target.getParent(), name.substring(0, ending) + "." + table + name.substring(ending));
  }

  /** Returns the directory in which each task of the job writes its own files. */
  Path rows() {
    return new Path(staging.path(), "rows");
  }

  /** Returns the directory for the file of the table. */
  Path table() {
    return new Path(staging.path(), "table");
  }

  /** Returns the directory for the file of the errors. */
  Path errors() {
    return new Path(staging.path(), "errors");
  }

  /** Returns the directory for the file of the summary. */
  Path summary() {
    return new Path(staging.path(), "summary");
  }

  /**
   * Moves the files to their final paths and replaces those that were there. Errors and the summary
   * of an earlier job are deleted even if there are no new ones.
   *
   * @throws EugeException if meanwhile something was created there that must not be replaced
   */
  void publish() throws IOException {
    Path errors = beside(target, "errors");
    Map<Path, Path> places = new LinkedHashMap<>();
    if (files.exists(errors())) {
      places.put(only(errors()), errors);
    }
    Path summary = beside(target, "summary");
    if (files.exists(summary())) {
      places.put(only(summary()), summary);
    }
    places.put(only(table()), target);
    check(former, target, format);
    staging.publish(places, List.of(target, errors, summary));
  }

  /** Returns the file that Spark wrote; creates an empty one if JSON has no rows. */
  private Path only(Path directory) throws IOException {
    FileStatus[] parts = files.listStatus(directory, path -> path.getName().startsWith("part-"));
    if (parts.length > 1) {
      throw new IOException("there are " + parts.length + " files in " + directory);
    }
    Path part = parts.length == 1 ? parts[0].getPath() : new Path(directory, "part-empty");
    if (parts.length == 0) {
      files.create(part, false).close();
    }
    removeChecksum(part);
    return part;
  }

  /**
   * Deletes the hidden checksum file, which would make the table unreadable after another program
   * changes it.
   */
  private void removeChecksum(Path part) throws IOException {
    if (files instanceof ChecksumFileSystem local) {
      local.getRawFileSystem().delete(local.getChecksumFile(part), false);
    }
  }

  /** Deletes what was not published. */
  @Override
  public void close() throws IOException {
    staging.close();
  }
}

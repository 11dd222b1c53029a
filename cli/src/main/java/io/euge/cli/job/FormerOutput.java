package io.euge.cli.job;

import io.euge.EugeException;
import io.euge.cli.table.OutputErrors;
import io.euge.cli.table.TableColumns;
import io.euge.cli.table.TableFormat;
import io.euge.spark.errors.VideoErrors;
import io.euge.spark.sink.Partitioning;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Checks what exists at the path of an output. Only a table is ever replaced, and only on request:
 * a mistyped path must not delete videos or files of another program.
 */
record FormerOutput(FileSystem files, boolean overwrite) {
  /**
   * Checks that the directory of a table can be written to a path.
   *
   * @throws EugeException if something exists there that must not be replaced
   */
  void checkDirectory(Path target) throws IOException {
    if (!files.exists(target)) {
      return;
    }
    if (target.isRoot() || !files.getFileStatus(target).isDirectory()) {
      throw new EugeException(
          "The output %s is not a directory of a table: give another --output"
              .formatted(shown(target)));
    }
    FileStatus[] there = files.listStatus(target);
    if (there.length > 0) {
      requireOverwrite(target);
    }
    checkEntries(target, there);
  }

  /**
   * Checks that a single file can be written to a path.
   *
   * @param columns that an existing table must have to be replaced
   * @throws EugeException if something exists there that must not be replaced
   */
  void checkFile(Path target, TableFormat format, Set<String> columns) throws IOException {
    if (!files.exists(target)) {
      return;
    }
    requireOverwrite(target);
    if (files.getFileStatus(target).isDirectory()) {
      // Earlier versions wrote a directory with this name.
      checkEntries(target, files.listStatus(target));
      return;
    }
    if (!new TableColumns(files, target).containAll(format, columns)) {
      throw new EugeException(
          "The output %s is a file that euge did not write as %s (it lacks the columns %s), and is not replaced: give another --output"
              .formatted(shown(target), format, String.join(", ", columns)));
    }
  }

  private void requireOverwrite(Path target) {
    OutputErrors.requireOverwrite(overwrite, shown(target), "--output");
  }

  private void checkEntries(Path target, FileStatus[] there) throws IOException {
    for (FileStatus entry : there) {
      if (!ofTable(entry) && !ofPart(entry) && !isFolder(entry)) {
        throw new EugeException(
            "The output %s holds %s, which is not part of a table, and is not replaced: give another --output"
                .formatted(shown(target), entry.getPath().getName()));
      }
    }
  }

  /** Returns whether Spark writes files with such a name. */
  private static boolean ofTable(FileStatus entry) {
    String name = entry.getPath().getName();
    return List.of("_SUCCESS", "_temporary", TableFormat.DELTA_LOG).contains(name)
        || (entry.isFile() && (name.startsWith("part-") || name.endsWith(".crc")));
  }

  /** Returns whether an entry is one of the directories of a table and contains nothing else. */
  private boolean isFolder(FileStatus entry) throws IOException {
    if (!entry.isDirectory() || !Partitioning.isFolder(entry.getPath().getName())) {
      return false;
    }
    for (FileStatus below : files.listStatus(entry.getPath())) {
      if (!ofTable(below) && !isFolder(below)) {
        return false;
      }
    }
    return true;
  }

  private boolean ofPart(FileStatus entry) throws IOException {
    return entry.isDirectory()
        && List.of(VideoErrors.TABLE, OutputTable.SUMMARY).contains(entry.getPath().getName())
        && Arrays.stream(files.listStatus(entry.getPath())).allMatch(FormerOutput::ofTable);
  }

  private static Path shown(Path target) {
    return Path.getPathWithoutSchemeAndAuthority(target);
  }
}

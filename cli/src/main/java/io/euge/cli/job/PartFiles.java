package io.euge.cli.job;

import io.euge.cli.table.TableFormat;
import java.io.IOException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The Parquet files that the tasks of a job wrote.
 *
 * @param bytes the size of all
 */
record PartFiles(int count, long bytes) {
  /** The size of a file that Spark's readers read in one task. */
  private static final long PARQUET_BYTES = 128L << 20;

  /** The size in Parquet of about as much text. */
  private static final long TEXT_BYTES = 16L << 20;

  /** Counts the files in a directory that Spark wrote. */
  static PartFiles in(FileSystem files, Path directory) throws IOException {
    int count = 0;
    long bytes = 0;
    for (FileStatus part :
        files.listStatus(directory, path -> path.getName().startsWith("part-"))) {
      count++;
      bytes += part.getLen();
    }
    return new PartFiles(count, bytes);
  }

  /** Returns whether they are too small, on average, for a table. */
  boolean areTooSmall() {
    return count > 1 && bytes / count < PARQUET_BYTES / 2;
  }

  /** Returns in how many files at most the rows are written in a format. */
  int wanted(TableFormat format) {
    long each = format == TableFormat.PARQUET ? PARQUET_BYTES : TEXT_BYTES;
    return (int) Math.max(1, (bytes + each - 1) / each);
  }
}

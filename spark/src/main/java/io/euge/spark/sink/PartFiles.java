package io.euge.spark.sink;

import java.io.IOException;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/**
 * The Parquet files that the tasks of a job wrote below a directory.
 *
 * @param paths relative to the directory, in their order
 * @param bytes the size of all
 */
public record PartFiles(List<String> paths, long bytes) {
  /** The size of a file that Spark's readers read in one task. */
  public static final long TARGET_BYTES = 128L << 20;

  /** Lists the files that Spark wrote; none if the directory is not there. */
  public static PartFiles below(FileSystem files, Path directory) throws IOException {
    SortedSet<String> paths = new TreeSet<>();
    long bytes = 0;
    if (files.exists(directory)) {
      RemoteIterator<LocatedFileStatus> all = files.listFiles(directory, true);
      while (all.hasNext()) {
        LocatedFileStatus file = all.next();
        if (file.getPath().getName().startsWith("part-")) {
          paths.add(relative(files.makeQualified(directory), file.getPath()));
          bytes += file.getLen();
        }
      }
    }
    return new PartFiles(List.copyOf(paths), bytes);
  }

  /** Returns whether they are too small, on average, for a table. */
  public boolean areTooSmall() {
    return paths.size() > 1 && bytes / paths.size() < TARGET_BYTES / 2;
  }

  /** Returns in how many files at most the rows should be, with so many bytes of these in each. */
  public int wanted(long bytesEach) {
    return (int) Math.max(1, (bytes + bytesEach - 1) / bytesEach);
  }

  private static String relative(Path folder, Path below) {
    String parent = folder.toUri().getPath();
    return below.toUri().getPath().substring(parent.length() + 1);
  }
}

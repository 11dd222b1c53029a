package io.euge.spark.sink;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/**
 * The files that the tasks of a job wrote below a directory.
 *
 * @param sizes in bytes, by the path relative to the directory
 */
record PartFiles(Map<String, Long> sizes) {
  /** The size of a file that Spark's readers read in one task. */
  private static final long TARGET_BYTES = 128L << 20;

  static PartFiles below(FileSystem files, Path directory) throws IOException {
    Map<String, Long> sizes = new TreeMap<>();
    if (files.exists(directory)) {
      RemoteIterator<LocatedFileStatus> all = files.listFiles(directory, true);
      while (all.hasNext()) {
        LocatedFileStatus file = all.next();
        if (file.getPath().getName().startsWith("part-")) {
          sizes.put(relative(directory, file.getPath()), file.getLen());
        }
      }
    }
    return new PartFiles(sizes);
  }

  List<String> paths() {
    return List.copyOf(sizes.keySet());
  }

  private long bytes() {
    return sizes.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Returns whether they are too small, on average, for a table. */
  boolean areTooSmall() {
    return sizes.size() > 1 && bytes() / sizes.size() < TARGET_BYTES / 2;
  }

  /** Returns in how many files the rows should be. */
  int wanted() {
    return (int) Math.max(1, (bytes() + TARGET_BYTES - 1) / TARGET_BYTES);
  }

  private static String relative(Path folder, Path below) {
    String parent = folder.toUri().getPath();
    return below.toUri().getPath().substring(parent.length() + 1);
  }
}

package io.euge.spark.sink;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.OptionalLong;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The last batch that was committed to a table: a file that appears whole, and with it the batch.
 */
final class CommitLog {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final FileSystem files;
  private final Path directory;

  CommitLog(FileSystem files, Path directory) {
    this.files = files;
    this.directory = directory;
  }

  /** Returns the number of the last batch; empty if there is none. */
  OptionalLong last() throws IOException {
    return files.exists(directory)
        ? Arrays.stream(files.listStatus(directory))
            .map(FileStatus::getPath)
            .map(Path::getName)
            .filter(name -> name.matches("\\d+"))
            .mapToLong(Long::parseLong)
            .max()
        : OptionalLong.empty();
  }

  /** Reads what was committed with a batch. */
  Commit read(long batch) throws IOException {
    try (InputStream text = files.open(entry(batch))) {
      return JSON.readValue(text, Commit.class);
    }
  }

  /** Commits a batch, and forgets those before it. */
  void commit(long batch, Commit commit) throws IOException {
    Path unfinished = new Path(directory, "." + batch + ".tmp");
    try (OutputStream text = files.create(unfinished, true)) {
      JSON.writeValue(text, commit);
    }
    if (!files.rename(unfinished, entry(batch))) {
      throw new IOException("cannot move " + unfinished + " to " + entry(batch));
    }
    for (FileStatus entry : files.listStatus(directory)) {
      String name = entry.getPath().getName();
      if (name.matches("\\d+") && Long.parseLong(name) < batch) {
        files.delete(entry.getPath(), false);
      }
    }
  }

  private Path entry(long batch) {
    return new Path(directory, String.valueOf(batch));
  }
}

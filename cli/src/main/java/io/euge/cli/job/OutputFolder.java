package io.euge.cli.job;

import io.euge.file.IoReason;
import java.io.IOException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.ParentNotDirectoryException;
import org.apache.hadoop.fs.Path;

/** The directory in which an output is to appear. */
final class OutputFolder {
  private OutputFolder() {}

  /** Makes something hidden beside an output. */
  interface Creation<T> {
    T create() throws IOException;
  }

  /**
   * Makes something beside an output.
   *
   * @throws IOException that names the directory and not the hidden name, which no user knows
   */
  static <T> T requireWritable(FileSystem files, Path output, Creation<T> creation)
      throws IOException {
    try {
      return creation.create();
    } catch (IOException e) {
      Path there = nearest(files, output.getParent());
      String named = Path.getPathWithoutSchemeAndAuthority(there).toString();
      if (files.exists(there) && !files.getFileStatus(there).isDirectory()) {
        throw new IOException(named + " is not a directory", e);
      }
      throw new IOException("nothing can be written in %s (%s)".formatted(named, reason(e)), e);
    }
  }

  private static String reason(IOException e) {
    return String.valueOf(e.getMessage()).startsWith("Mkdirs failed")
        ? "no directory can be made"
        : IoReason.of(e);
  }

  /** Returns the directory, or the first above it that is there. */
  private static Path nearest(FileSystem files, Path directory) throws IOException {
    Path at = directory;
    while (at.getParent() != null && !exists(files, at)) {
      at = at.getParent();
    }
    return at;
  }

  private static boolean exists(FileSystem files, Path path) throws IOException {
    try {
      return files.exists(path);
    } catch (ParentNotDirectoryException e) {
      return false;
    }
  }
}

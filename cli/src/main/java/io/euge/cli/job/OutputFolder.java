package io.euge.cli.job;

import io.euge.file.IoReason;
import java.io.IOException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.ParentNotDirectoryException;
import org.apache.hadoop.fs.Path;

/** Handles failures in the parent directory of an output. */
final class OutputFolder {
  private OutputFolder() {}

  /** Creates a hidden file or directory in the parent directory. */
  interface Creation<T> {
    T create() throws IOException;
  }

  /**
   * Runs a creation in the parent directory of an output.
   *
   * @throws IOException with the name of the directory instead of the hidden name, which users do
   *     not know
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

  /** Returns the directory, or its nearest existing ancestor. */
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

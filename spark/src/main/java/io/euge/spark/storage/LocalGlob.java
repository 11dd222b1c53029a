package io.euge.spark.storage;

import io.euge.file.Listing;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

/**
 * Local files as Hadoop's globs see them, with those whose names are not UTF-8: Hadoop leaves them
 * out in silence. A status has the path, and whether it is a directory, its size and when it was
 * changed.
 */
final class LocalGlob extends RawLocalFileSystem {
  /** Returns the matches of a glob; none if nothing matches. */
  static FileStatus[] matches(Path glob, Configuration hadoop) throws IOException {
    try (LocalGlob files = new LocalGlob()) {
      files.initialize(files.getUri(), hadoop);
      FileStatus[] found = files.globStatus(glob);
      return found == null ? new FileStatus[0] : found;
    }
  }

  @Override
  public FileStatus[] listStatus(Path directory) throws IOException {
    List<FileStatus> statuses = new ArrayList<>();
    try {
      for (java.nio.file.Path entry : Listing.of(LocalNames.file(directory.toUri().getPath()))) {
        String text = LocalNames.text(entry);
        statuses.add(
            status(
                entry,
                new Path(
                    directory, new Path(null, null, text.substring(text.lastIndexOf('/') + 1)))));
      }
    } catch (NoSuchFileException | NotDirectoryException e) {
      throw new FileNotFoundException(directory.toString());
    }
    return statuses.toArray(FileStatus[]::new);
  }

  @Override
  public FileStatus getFileStatus(Path path) throws IOException {
    java.nio.file.Path file = LocalNames.file(path.toUri().getPath());
    if (!Files.exists(file)) {
      throw new FileNotFoundException(path.toString());
    }
    return status(file, path);
  }

  private static FileStatus status(java.nio.file.Path file, Path path) {
    try {
      BasicFileAttributes read = Files.readAttributes(file, BasicFileAttributes.class);
      return new FileStatus(
          read.size(), read.isDirectory(), 0, 0, read.lastModifiedTime().toMillis(), path);
    } catch (IOException e) { // It has gone since, or is a broken link.
      return new FileStatus(0, false, 0, 0, 0, path);
    }
  }
}

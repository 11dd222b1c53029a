package io.euge.spark.source.stream;

import io.euge.EugeException;
import io.euge.file.IoReason;
import io.euge.spark.conf.ReadSettings;
import io.euge.spark.conf.StreamSettings.CleanSource;
import io.euge.spark.recording.Recording;
import java.io.IOException;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deletes files of which a stream has committed all, or moves them to an archive. */
public final class SourceCleaner {
  private static final Logger LOG = LoggerFactory.getLogger(SourceCleaner.class);
  private static final Pattern GLOB = Pattern.compile("[*?\\[{]");

  private final CleanSource mode;
  private final Path archive;
  private final Configuration hadoop;

  private SourceCleaner(CleanSource mode, Path archive, Configuration hadoop) {
    this.mode = mode;
    this.archive = archive;
    this.hadoop = hadoop;
  }

  /**
   * Returns the cleaner of a stream.
   *
   * @throws EugeException if the stream would read its archive, or files cannot be moved there
   */
  public static SourceCleaner of(ReadSettings settings, Configuration hadoop) {
    CleanSource mode = settings.stream().cleanSource();
    if (mode != CleanSource.ARCHIVE) {
      return new SourceCleaner(mode, null, hadoop);
    }
    String given = settings.stream().archive();
    try {
      Path archive = qualified(new Path(given), hadoop);
      for (String path : settings.paths()) {
        checkArchive(archive, given, path, hadoop);
      }
      return new SourceCleaner(mode, archive, hadoop);
    } catch (IOException | IllegalArgumentException e) {
      throw new EugeException(
          "sourceArchiveDir is '%s', which cannot be used (%s): give another directory"
              .formatted(given, IoReason.of(e)),
          e);
    }
  }

  private static void checkArchive(Path archive, String given, String path, Configuration hadoop)
      throws IOException {
    Path place = new Path(path);
    Path source = qualified(place, hadoop);
    if (!place.getFileSystem(hadoop).exists(place)) {
      while (source.getParent() != null && GLOB.matcher(source.toString()).find()) {
        source = source.getParent();
      }
    }
    if (!source.getFileSystem(hadoop).getUri().equals(archive.getFileSystem(hadoop).getUri())) {
      throw new EugeException(
          "sourceArchiveDir is '%s', in another file system than %s: give a directory in the same, to which files can be moved"
              .formatted(given, path));
    }
    for (Path at = archive; at != null; at = at.getParent()) {
      if (at.equals(source)) {
        throw new EugeException(
            "sourceArchiveDir is '%s', below %s, where the stream would read its files again: give a directory elsewhere"
                .formatted(given, path));
      }
    }
  }

  private static Path qualified(Path path, Configuration hadoop) throws IOException {
    return path.getFileSystem(hadoop).makeQualified(path);
  }

  /** Returns whether anything is to be done. */
  public boolean isOn() {
    return mode != CleanSource.OFF;
  }

  /** Deletes or moves a file that is still the one that was read. Logs a failure. */
  public void clean(Recording video) {
    Path file = new Path(video.path());
    try {
      FileSystem files = file.getFileSystem(hadoop);
      FileStatus status = files.getFileStatus(file);
      if (status.getLen() != video.bytes() || status.getModificationTime() != video.modified()) {
        LOG.warn("{} was read, and is kept because it has changed since", file);
      } else if (mode == CleanSource.DELETE) {
        delete(files, file);
      } else {
        archive(files, file);
      }
    } catch (IOException | RuntimeException e) {
      LOG.warn("Cannot delete or move {}, which was read; the file is kept", file, e);
    }
  }

  private static void delete(FileSystem files, Path file) throws IOException {
    if (!files.delete(file, false)) {
      LOG.warn("Cannot delete {}, which was read: the storage refuses; the file is kept", file);
    }
  }

  private void archive(FileSystem files, Path file) throws IOException {
    Path target = new Path(archive, file.toUri().getPath().substring(1));
    files.mkdirs(target.getParent());
    if (files.exists(target)) {
      LOG.warn("Cannot move {}, which was read: {} exists; the file is kept", file, target);
    } else if (!files.rename(file, target)) {
      LOG.warn("Cannot move {} to {}: the storage refuses; the file is kept", file, target);
    }
  }
}

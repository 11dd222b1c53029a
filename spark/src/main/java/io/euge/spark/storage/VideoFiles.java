package io.euge.spark.storage;

import io.euge.EugeException;
import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/**
 * Finds the videos that a user's paths name, through Hadoop's {@link FileSystem}.
 *
 * <p>A file that is named outright is taken whatever it is called. Of a directory, of all below it,
 * and of what a glob matches, the files that end as videos do are taken; those whose name, or a
 * folder on the way, starts with a dot or an underscore are passed by.
 */
public final class VideoFiles {
  private static final Set<String> ENDINGS =
      Set.of(
          "mp4", "m4v", "mov", "3gp", "mkv", "webm", "avi", "ts", "mts", "m2ts", "mpg", "mpeg",
          "flv", "wmv", "asf", "ogv", "ivf", "h264", "264", "h265", "265", "hevc");

  /** Hadoop has them too, but cannot seek in them; and no name shall open a connection. */
  private static final Set<String> WEB = Set.of("http", "https", "ftp", "sftp");

  private final Configuration hadoop;

  public VideoFiles(Configuration hadoop) {
    this.hadoop = hadoop;
  }

  /**
   * The videos in order of their path, each once.
   *
   * @throws EugeException when a path is not there, cannot be read, or has no video
   */
  public List<String> list(List<String> paths) {
    Set<String> videos = new TreeSet<>();
    for (String path : paths) {
      try {
        videos.addAll(list(path));
      } catch (IOException | RuntimeException | LinkageError e) {
        throw HadoopExceptions.told(path, e);
      }
    }
    return List.copyOf(videos);
  }

  private List<String> list(String given) throws IOException {
    Path path = new Path(given);
    String scheme = path.toUri().getScheme();
    if (scheme != null && WEB.contains(scheme.toLowerCase(Locale.ROOT))) {
      throw new EugeException(
          "Cannot read %s: %s: is no storage; download the video, or copy it to one"
              .formatted(given, scheme));
    }
    FileSystem files = path.getFileSystem(hadoop);
    // A name with glob characters may still be a file's own name, and then it means that file.
    boolean outright = files.exists(path);
    FileStatus[] found =
        outright ? new FileStatus[] {files.getFileStatus(path)} : matches(files, path);
    List<String> videos = new ArrayList<>();
    for (FileStatus status : found) {
      if (status.isDirectory()) {
        addBelow(files, status.getPath(), videos);
      } else if (outright || (isVideo(status.getPath()) && !hidden(status.getPath()))) {
        videos.add(status.getPath().toString());
      }
    }
    if (videos.isEmpty()) {
      throw new EugeException(
          found.length == 0
              ? "There is no file or directory " + given
              : "There is no video in "
                  + given
                  + " (looked for files ending in ."
                  + endings()
                  + ")");
    }
    return videos;
  }

  private static FileStatus[] matches(FileSystem files, Path glob) throws IOException {
    FileStatus[] found = files.globStatus(glob);
    return found == null ? new FileStatus[0] : found;
  }

  private static void addBelow(FileSystem files, Path directory, List<String> videos)
      throws IOException {
    if ("file".equals(files.getScheme())) {
      addBelow(directory, videos);
      return;
    }
    RemoteIterator<LocatedFileStatus> below = files.listFiles(directory, true);
    while (below.hasNext()) {
      add(directory, below.next().getPath(), videos);
    }
  }

  /** Hadoop's listing would start a process for the permissions of each local file. */
  private static void addBelow(Path directory, List<String> videos) throws IOException {
    Files.walkFileTree(
        java.nio.file.Path.of(directory.toUri().getPath()),
        EnumSet.of(FileVisitOption.FOLLOW_LINKS),
        Integer.MAX_VALUE,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(java.nio.file.Path file, BasicFileAttributes read) {
            add(directory, new Path(file.toUri()), videos);
            return FileVisitResult.CONTINUE;
          }

          /** A link to a folder above leads to nothing new. */
          @Override
          public FileVisitResult visitFileFailed(java.nio.file.Path file, IOException failure)
              throws IOException {
            if (failure instanceof FileSystemLoopException) {
              return FileVisitResult.CONTINUE;
            }
            throw failure;
          }
        });
  }

  private static void add(Path directory, Path file, List<String> videos) {
    if (isVideo(file) && !hiddenBelow(directory, file)) {
      videos.add(file.toString());
    }
  }

  private static boolean isVideo(Path file) {
    String name = file.getName();
    int dot = name.lastIndexOf('.');
    return dot >= 0 && ENDINGS.contains(name.substring(dot + 1).toLowerCase(Locale.ROOT));
  }

  private static boolean hiddenBelow(Path directory, Path file) {
    for (Path at = file; at != null && !at.equals(directory); at = at.getParent()) {
      if (hidden(at)) {
        return true;
      }
    }
    return false;
  }

  private static boolean hidden(Path file) {
    return file.getName().startsWith(".") || file.getName().startsWith("_");
  }

  private static String endings() {
    return String.join(", .", new TreeSet<>(ENDINGS));
  }
}

package io.euge.spark.storage;

import io.euge.EugeException;
import io.euge.file.BrokenLink;
import io.euge.spark.recording.Recording;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/**
 * Lists the videos of a user's paths through Hadoop's {@link FileSystem}.
 *
 * <p>A file that is named itself is listed whatever its extension. Of a directory, all below it,
 * and the matches of a glob, the files with the extension of a video are listed, except those whose
 * name, or that of a directory on the way, starts with a dot or an underscore.
 *
 * <p>A local name that this process cannot read is listed too, and fails when it is opened: it
 * costs itself only.
 */
public final class VideoFiles {
  private static final Set<String> EXTENSIONS =
      Set.of(
          "mp4", "m4v", "mov", "f4v", "3gp", "3g2", "mkv", "webm", "avi", "ts", "mts", "m2ts",
          "m2t", "mpg", "mpeg", "mpe", "mpv", "m1v", "m2v", "vob", "mod", "divx", "dav", "flv",
          "wmv", "asf", "ogv", "ivf", "h264", "264", "h265", "265", "hevc");

  private static final Pattern GLOB = Pattern.compile("[*?\\[{]");

  private final Configuration hadoop;

  public VideoFiles(Configuration hadoop) {
    this.hadoop = hadoop;
  }

  /**
   * Lists the videos in the order of their paths, each once. The camera of a video follows from its
   * place: the path of its directory below the one that is searched; for a file directly in a
   * directory, named itself or matched by a glob, its name without extension. A video in several of
   * the paths has the camera by the first.
   *
   * @throws EugeException if a path does not exist, cannot be read, or has no video
   */
  public List<Recording> list(List<String> paths) {
    return list(paths, false);
  }

  /**
   * Lists the videos in the same order, also none in directories that are empty yet and in globs.
   *
   * @throws EugeException if a path does not exist or cannot be read
   */
  public List<Recording> listWhatIsThere(List<String> paths) {
    return list(paths, true);
  }

  private List<Recording> list(List<String> paths, boolean mayBeEmpty) {
    Map<String, Recording> videos = new TreeMap<>();
    for (String path : paths) {
      try {
        list(path, mayBeEmpty).forEach(video -> videos.putIfAbsent(video.path(), video));
      } catch (IOException | RuntimeException | LinkageError e) {
        throw HadoopExceptions.translate(path, e);
      }
    }
    return List.copyOf(videos.values());
  }

  private List<Recording> list(String pathOrGlob, boolean mayBeEmpty) throws IOException {
    UrlSchemes.requireStorage(pathOrGlob);
    Path path = new Path(pathOrGlob);
    FileSystem files = path.getFileSystem(hadoop);
    if (isLocal(files) && !LocalNames.isEncodable(path.toUri().getPath())) {
      return List.of(
          recording(files.makeQualified(path), "", Recording.UNKNOWN_SIZE, Recording.UNKNOWN_TIME));
    }
    // A name with glob characters may still be a file's own name, and then it means that file.
    boolean exact = files.exists(path);
    FileStatus[] found =
        exact ? new FileStatus[] {files.getFileStatus(path)} : matches(files, path);
    List<Recording> videos = new ArrayList<>();
    for (FileStatus status : found) {
      if (status.isDirectory()) {
        addDescendants(files, status.getPath(), videos);
      } else if (exact || (isVideo(status.getPath()) && !isHidden(status.getPath()))) {
        videos.add(recording(status.getPath(), "", status.getLen(), status.getModificationTime()));
      }
    }
    if (found.length == 0 && isLocal(files) && LocalNames.isCorrupt(pathOrGlob)) {
      return List.of(
          recording(files.makeQualified(path), "", Recording.UNKNOWN_SIZE, Recording.UNKNOWN_TIME));
    }
    boolean allowed = mayBeEmpty && (found.length > 0 || GLOB.matcher(pathOrGlob).find());
    if (videos.isEmpty() && !allowed) {
      throw new EugeException(
          found.length == 0
              ? missing(files, path, pathOrGlob)
              : "There is no video in "
                  + pathOrGlob
                  + " (looked for files ending in ."
                  + extensions()
                  + ")");
    }
    return videos;
  }

  private static String missing(FileSystem files, Path path, String named) {
    Optional<String> link =
        isLocal(files)
            ? BrokenLink.explain(LocalNames.file(path.toUri().getPath()))
            : Optional.empty();
    return "There is no file or directory "
        + named
        + link.map(broken -> ": " + broken + "; restore it or give another")
            .orElse("; check the path");
  }

  private static boolean isLocal(FileSystem files) {
    return "file".equals(files.getScheme());
  }

  private FileStatus[] matches(FileSystem files, Path glob) throws IOException {
    if (isLocal(files)) {
      return LocalGlob.matches(glob, hadoop);
    }
    FileStatus[] found = files.globStatus(glob);
    return found == null ? new FileStatus[0] : found;
  }

  private static void addDescendants(FileSystem files, Path directory, List<Recording> videos)
      throws IOException {
    if (isLocal(files)) {
      addDescendants(directory, videos);
      return;
    }
    RemoteIterator<LocatedFileStatus> below = files.listFiles(directory, true);
    while (below.hasNext()) {
      LocatedFileStatus file = below.next();
      if (!isHiddenBelow(directory, file.getPath())) {
        add(directory, file.getPath(), file.getLen(), file.getModificationTime(), videos);
      }
    }
  }

  /** Lists local files without Hadoop, which would start a process for each file's permissions. */
  private static void addDescendants(Path directory, List<Recording> videos) throws IOException {
    java.nio.file.Path root = LocalNames.file(directory.toUri().getPath());
    Files.walkFileTree(
        root,
        EnumSet.of(FileVisitOption.FOLLOW_LINKS),
        Integer.MAX_VALUE,
        new VisibleFiles(
            root,
            (file, read) ->
                add(
                    directory,
                    new Path("file", null, LocalNames.text(file)),
                    read.size(),
                    read.lastModifiedTime().toMillis(),
                    videos)));
  }

  private static void add(
      Path directory, Path file, long bytes, long modified, List<Recording> videos) {
    if (isVideo(file)) {
      videos.add(recording(file, folder(directory, file), bytes, modified));
    }
  }

  private static Recording recording(Path file, String folder, long bytes, long modified) {
    return new Recording(
        file.toString(), folder.isEmpty() ? stem(file) : folder, null, bytes, modified);
  }

  /** Returns the path of a file's directory below another one; empty if they are the same. */
  private static String folder(Path directory, Path file) {
    Deque<String> names = new ArrayDeque<>();
    for (Path at = file.getParent(); at != null && !at.equals(directory); at = at.getParent()) {
      names.addFirst(at.getName());
    }
    return String.join("/", names);
  }

  private static String stem(Path file) {
    String name = file.getName();
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }

  private static boolean isVideo(Path file) {
    return isNamedAsVideo(file.getName());
  }

  /** Returns whether a file's name has an extension of videos. */
  public static boolean isNamedAsVideo(String name) {
    int dot = name.lastIndexOf('.');
    return dot >= 0 && EXTENSIONS.contains(name.substring(dot + 1).toLowerCase(Locale.ROOT));
  }

  private static boolean isHiddenBelow(Path directory, Path file) {
    for (Path at = file; at != null && !at.equals(directory); at = at.getParent()) {
      if (isHidden(at)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isHidden(Path file) {
    return isHidden(file.getName());
  }

  /** Returns whether a file or directory of this name is left out of a listing. */
  static boolean isHidden(String name) {
    return name.startsWith(".") || name.startsWith("_");
  }

  private static String extensions() {
    return String.join(", .", new TreeSet<>(EXTENSIONS));
  }
}

package io.euge.cli.evaluate.tracks;

import io.euge.EugeException;
import io.euge.evaluation.groundtruth.VideoGroundTruth;
import io.euge.file.IoReason;
import io.euge.file.Listing;
import io.euge.tracking.mot.MotBox;
import io.euge.tracking.mot.MotText;
import io.euge.tracking.mot.TrackTextFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A file with the tracks of one video.
 *
 * @param name of the video: the name of the file, or for {@code gt/gt.txt} that of its parent
 *     directory
 * @param file in MOT or KITTI format, with the ground truth of a synthetic video, or a table
 * @param rows of the video in a table; empty for other files
 */
public record TrackFile(String name, Path file, Optional<List<MotBox>> rows) {
  /** Creates a text file. */
  public TrackFile(String name, Path file) {
    this(name, file, Optional.empty());
  }

  private static final Pattern TEXT = Pattern.compile("(?i)(.*)\\.txt(\\.gz)?");

  /** Directories in which benchmarks keep the files of a video. */
  private static final List<String> KINDS = List.of("gt", "det", "res");

  private static final List<String> FOLDERS_OF_TRACKS = List.of("data", "label_02");
  private static final int DEPTH = 4;

  /** Returns a file with the name of its video. */
  public static TrackFile of(Path file) {
    Path path = file.toAbsolutePath().normalize();
    String name = path.getFileName().toString();
    if (isScene(path)) {
      return new TrackFile(
          name.substring(0, name.length() - VideoGroundTruth.SUFFIX.length()), file);
    }
    Path folder = path.getParent();
    boolean ofFolder =
        folder.getParent() != null
            && folder.getParent().getFileName() != null
            && KINDS.contains(folder.getFileName().toString());
    return new TrackFile(
        ofFolder
            ? folder.getParent().getFileName().toString()
            : TEXT.matcher(name).replaceFirst("$1"),
        file);
  }

  /** Returns whether the name of a file is that of the ground truth of a synthetic video. */
  public static boolean isScene(Path file) {
    return file.getFileName().toString().endsWith(VideoGroundTruth.SUFFIX);
  }

  /** Returns the boxes of a file in MOT format or of a table. */
  List<MotBox> boxes() {
    return rows.orElseGet(() -> MotText.read(file));
  }

  /** Returns the format; a table has that of MOT. */
  TrackTextFormat format() {
    return rows.isPresent() ? TrackTextFormat.MOT : TrackTextFormat.of(file);
  }

  private static boolean isText(Path file) {
    return TEXT.matcher(file.getFileName().toString()).matches();
  }

  /** Returns whether a path is a text file with tracks, or a directory with such files. */
  public static boolean isTracks(Path place) {
    if (Files.isDirectory(place)) {
      return !inFolder(place).isEmpty();
    }
    if (!Files.isRegularFile(place)) {
      return false;
    }
    return switch (TrackTextFormat.of(place)) {
      case MOT, KITTI -> true;
      case EMPTY, VALUES -> isText(place);
      case OTHER -> false;
    };
  }

  /** Returns the track files at a path, sorted by name. */
  public static List<TrackFile> tracks(Path place) {
    return Files.isDirectory(place) ? inFolder(place) : List.of(of(place));
  }

  private static List<TrackFile> inFolder(Path folder) {
    List<TrackFile> files = files(folder, 1, TrackFile::isText);
    for (String below : FOLDERS_OF_TRACKS) {
      Path inner = folder.resolve(below);
      if (files.isEmpty() && Files.isDirectory(inner)) {
        files = files(inner, 1, TrackFile::isText);
      }
    }
    return files;
  }

  /**
   * Returns the ground truth files at a path: {@code gt/gt.txt} and {@code *.truth.json} at any
   * depth, or otherwise text files.
   */
  public static List<TrackFile> truths(Path place) {
    if (!Files.isDirectory(place)) {
      return List.of(of(place));
    }
    List<TrackFile> files =
        files(
            place.toAbsolutePath().normalize(),
            DEPTH,
            file -> isScene(file) || isGroundTruth(file));
    return files.isEmpty() ? inFolder(place) : files;
  }

  private static boolean isGroundTruth(Path file) {
    return isText(file)
        && file.getParent().getFileName() != null
        && file.getParent().getFileName().toString().equals("gt");
  }

  private interface Test {
    boolean matches(Path file);
  }

  private static List<TrackFile> files(Path folder, int depth, Test test) {
    try {
      return Listing.walk(folder, depth).stream()
          .filter(Files::isRegularFile)
          .filter(file -> !file.getFileName().toString().startsWith("."))
          .filter(test::matches)
          .map(TrackFile::of)
          .toList();
    } catch (IOException e) {
      throw new EugeException(
          "Cannot read %s: %s; give another directory".formatted(folder, IoReason.of(e)), e);
    }
  }
}

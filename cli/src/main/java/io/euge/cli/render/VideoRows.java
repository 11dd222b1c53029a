package io.euge.cli.render;

import io.euge.EugeException;
import io.euge.Printable;
import io.euge.cli.table.DetectionRow;
import io.euge.cli.table.DetectionTable;
import io.euge.detection.Detection;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The rows of one video in a table.
 *
 * @param rows by frame index
 * @param classes of the whole table, because a class of other videos is also valid: labels by class
 *     index
 */
record VideoRows(NavigableMap<Long, DetectionRow> rows, SortedMap<Integer, Set<String>> classes) {
  private static final int LISTED = 3;

  /**
   * Reads the rows of this video file. If there are none, reads those of the only video with the
   * same file name, because the file may have been moved.
   *
   * @throws EugeException if the table has no such video, or several with that name, or is CSV
   */
  static VideoRows read(Path table, Path video) {
    Map<String, NavigableMap<Long, DetectionRow>> namesakes = new TreeMap<>();
    SortedSet<String> names = new TreeSet<>();
    SortedMap<Integer, Set<String>> classes = new TreeMap<>();
    String name = video.getFileName().toString();
    DetectionTable detections = new DetectionTable(table);
    if (detections.lacksEmptyFrames()) {
      throw new EugeException(
          table
              + " is CSV, which lacks the frames in which nothing was found: detect with --format parquet or json");
    }
    detections.read(
        row -> {
          names.add(row.name());
          for (Detection found : row.detections()) {
            classes.computeIfAbsent(found.classId(), any -> new TreeSet<>()).add(found.label());
          }
          if (row.name().equals(name)) {
            add(table, row, namesakes.computeIfAbsent(row.video(), any -> new TreeMap<>()));
          }
        });
    return new VideoRows(choose(table, video, namesakes, names), classes);
  }

  private static void add(Path table, DetectionRow row, Map<Long, DetectionRow> rows) {
    if (rows.put(row.frame(), row) != null) {
      throw new EugeException(
          "The table %s has frame %d of %s twice: write it again"
              .formatted(table, row.frame(), Printable.of(row.video())));
    }
  }

  /**
   * Returns the data of a video: by its path, otherwise by its file name.
   *
   * @param namesakes the data of videos with this file name, by path
   * @param names of all files of the table
   * @throws EugeException if there is none, or if there are several and none has this path
   */
  static <T> T choose(Path table, Path video, Map<String, T> namesakes, Collection<String> names) {
    List<String> same = namesakes.keySet().stream().filter(one -> isFile(one, video)).toList();
    if (same.size() == 1) {
      return namesakes.get(same.get(0));
    }
    if (namesakes.size() == 1) {
      return namesakes.values().iterator().next();
    }
    if (namesakes.isEmpty()) {
      throw new EugeException(
          "The table %s has no video %s, but %s: give the table of this video"
              .formatted(table, video.getFileName(), listed(names)));
    }
    throw new EugeException(
        "The table %s has several videos %s, and none of them is %s: %s; move the video to one of these places"
            .formatted(
                table,
                video.getFileName(),
                video.toAbsolutePath().normalize(),
                listed(namesakes.keySet())));
  }

  private static String listed(Collection<String> names) {
    if (names.isEmpty()) {
      return "no rows at all";
    }
    String first =
        names.stream().limit(LISTED).map(Printable::of).collect(Collectors.joining(", "));
    return names.size() <= LISTED ? first : first + " and " + (names.size() - LISTED) + " others";
  }

  /** Returns whether a path in a table refers to this file. */
  private static boolean isFile(String address, Path video) {
    try {
      Path path = Path.of(address.replaceFirst("^file:(//)?", ""));
      return path.isAbsolute()
          && (path.normalize().equals(video.toAbsolutePath().normalize())
              || path.normalize().equals(video.toRealPath()));
    } catch (InvalidPathException | IOException e) {
      return false;
    }
  }
}

package io.euge.cli.count;

import io.euge.EugeException;
import io.euge.counting.layout.CountingLayout;
import io.euge.counting.layout.CountingLine;
import io.euge.counting.layout.LinesFile;
import io.euge.counting.table.LabeledEvents;
import io.euge.counting.table.TrackedVideo;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The videos that are counted, with their layouts from the lines file. */
final class CountedVideos {
  private final LinesFile lines;
  private final Path file;
  private final List<String> withoutLines = new ArrayList<>();
  private final Map<String, Set<String>> directions = new LinkedHashMap<>();
  private final Set<String> labels = new TreeSet<>();
  private final Set<String> names = new HashSet<>();
  private int count;
  private int timed;

  CountedVideos(LinesFile lines, Path file) {
    this.lines = lines;
    this.file = file;
  }

  /**
   * Returns the layout of a video.
   *
   * @throws EugeException if the frame size is required and unknown, or the video was already
   *     counted
   */
  CountingLayout layout(TrackedVideo video) {
    if (!names.add(video.camera() + '\n' + video.start() + '\n' + video.name())) {
      throw new EugeException(
          "Cannot count %s: there are two files of tracks of it; give one of them"
              .formatted(video.name()));
    }
    if (lines.hasPartsOfFrame() && video.width() == 0) {
      throw new EugeException(
          "Cannot count %s: the lines in %s are in parts of the frame, whose size is unknown; give --frame-size, as in 1920x1080"
              .formatted(video.name(), file));
    }
    CountingLayout layout =
        lines.layout(video.camera(), video.fileName(), video.width(), video.height());
    count++;
    timed += video.start().isPresent() ? 1 : 0;
    if (layout.isEmpty()) {
      withoutLines.add(video.name());
    }
    for (CountingLine line : layout.lines()) {
      Set<String> of = directions.computeIfAbsent(line.name(), any -> new TreeSet<>());
      of.add(line.toRight());
      of.add(line.toLeft());
    }
    return layout;
  }

  void addLabels(List<LabeledEvents> tracks) {
    tracks.forEach(track -> labels.add(track.label()));
  }

  /**
   * Checks all videos together.
   *
   * @throws EugeException if no video has anything to count
   */
  void check() {
    if (count == 0) {
      throw new EugeException(
          "Nothing was counted: no video could be read and no table has rows; give others");
    }
    if (withoutLines.size() == count) {
      throw new EugeException(
          "Cannot count %s: %s has no line, zone or route of this camera or video; correct the property camera there"
              .formatted(withoutLines.get(0), file));
    }
  }

  /** Returns notices about skipped parts of the input. */
  List<String> notices() {
    return withoutLines.stream()
        .map("%s has no line, zone or route in the lines file and is left out"::formatted)
        .toList();
  }

  /** Returns the number of videos that were counted. */
  int count() {
    return count - withoutLines.size();
  }

  /** Returns whether the start times of all videos are known. */
  boolean haveTimes() {
    return timed == count;
  }

  /** Returns whether no start time of a video is known. */
  boolean haveNoTimes() {
    return timed == 0;
  }

  /** Returns the number of videos that were read. */
  int read() {
    return count;
  }

  /** Returns the directions of each line. */
  Map<String, Set<String>> directions() {
    return directions;
  }

  /** Returns the labels of the tracks. */
  Set<String> labels() {
    return labels;
  }
}

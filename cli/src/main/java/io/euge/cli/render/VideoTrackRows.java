package io.euge.cli.render;

import io.euge.EugeException;
import io.euge.cli.evaluate.tracks.TrackFile;
import io.euge.cli.table.DetectionRow;
import io.euge.cli.table.TrackRow;
import io.euge.cli.table.TrackRows;
import io.euge.detection.Detection;
import io.euge.rendering.VideoTracks;
import io.euge.tracking.mot.MotBox;
import io.euge.tracking.mot.MotText;
import io.euge.tracking.mot.SequenceInfo;
import io.euge.video.VideoInfo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The tracks of one video, from a table of many videos or from a file in MOT format. */
final class VideoTrackRows {
  private static final String NO_LABEL = "vehicle";

  private final Path source;
  private final List<TrackRow> rows;
  private final SortedSet<String> labels;

  private VideoTrackRows(Path source, List<TrackRow> rows, SortedSet<String> labels) {
    this.source = source;
    this.rows = rows;
    this.labels = labels;
  }

  /**
   * Reads the tracks of a video.
   *
   * @param source a table of {@code euge track}, or in MOT format: a file, or a directory with one
   *     file per video
   * @param info of the video
   * @throws EugeException if the source has no tracks of this video, or they do not match it
   */
  static VideoTrackRows read(Path source, Path video, VideoInfo info) {
    VideoTrackRows tracks =
        TrackFile.isTracks(source) ? text(source, video, info) : table(source, video);
    tracks.check(video, info);
    return tracks;
  }

  /**
   * Creates the tracks from rows of a video.
   *
   * @param labels of the whole table
   * @throws EugeException if they do not match the video
   */
  static VideoTrackRows of(
      Path source, List<TrackRow> rows, SortedSet<String> labels, Path video, VideoInfo info) {
    VideoTrackRows tracks = new VideoTrackRows(source, rows, labels);
    tracks.check(video, info);
    return tracks;
  }

  private static VideoTrackRows table(Path table, Path video) {
    String name = video.getFileName().toString();
    SortedMap<String, List<TrackRow>> namesakes = new TreeMap<>();
    SortedSet<String> names = new TreeSet<>();
    SortedSet<String> labels = new TreeSet<>();
    TrackRows.read(
        table,
        row -> {
          String file = row.video().substring(row.video().lastIndexOf('/') + 1);
          names.add(file);
          labels.add(row.label());
          if (file.equals(name)) {
            namesakes.computeIfAbsent(row.video(), any -> new ArrayList<>()).add(row);
          }
        });
    return new VideoTrackRows(table, VideoRows.choose(table, video, namesakes, names), labels);
  }

  private static VideoTrackRows text(Path source, Path video, VideoInfo info) {
    Path file = textOf(source, video);
    List<MotBox> boxes = MotText.read(file);
    Optional<SequenceInfo> sequence = SequenceInfo.beside(file);
    int width = sequence.map(one -> one.width().orElse(info.width())).orElse(info.width());
    int height = sequence.map(one -> one.height().orElse(info.height())).orElse(info.height());
    if (width != info.width() || height != info.height()) {
      throw otherSize(video, width, height, info);
    }
    double rate = info.framesPerSecond() > 0 ? info.framesPerSecond() : 25;
    List<TrackRow> rows = new ArrayList<>();
    for (MotBox box : boxes) {
      if (box.id() < 0) {
        throw new EugeException(
            "Cannot render %s: it has a box without a track (id -1) in frame %d; track detections first with euge track"
                .formatted(file, box.frame()));
      }
      if (box.classId() < 0 || box.confidence() != 0) {
        rows.add(row(video, box, rate, info));
      }
    }
    SortedSet<String> labels = new TreeSet<>(List.of(NO_LABEL));
    rows.forEach(one -> labels.add(one.label()));
    return new VideoTrackRows(file, rows, labels);
  }

  /** MOT format numbers frames from 1, and only boxes of ground truth have a class. */
  private static TrackRow row(Path video, MotBox box, double rate, VideoInfo info) {
    return new TrackRow(
        video.toString(),
        null,
        box.id(),
        box.frame() - 1L,
        (box.frame() - 1) / rate,
        box.classId() < 0 ? NO_LABEL : "class " + box.classId(),
        box.confidence(),
        box.x(),
        box.y(),
        box.width(),
        box.height(),
        info.width(),
        info.height(),
        true);
  }

  private static Path textOf(Path source, Path video) {
    List<TrackFile> files = TrackFile.tracks(source);
    if (!Files.isDirectory(source)) {
      return files.get(0).file();
    }
    String name = video.getFileName().toString();
    String stem = name.replaceFirst("\\.[^.]*$", "");
    return files.stream()
        .filter(one -> one.name().equals(stem) || one.name().equals(name))
        .map(TrackFile::file)
        .findFirst()
        .orElseThrow(
            () ->
                new EugeException(
                    "The directory %s has no tracks of %s: give one with a file %s.txt"
                        .formatted(source, name, stem)));
  }

  private void check(Path video, VideoInfo info) {
    if (!rows.isEmpty()
        && rows.stream()
            .noneMatch(
                row -> row.frameWidth() == info.width() && row.frameHeight() == info.height())) {
      throw otherSize(video, rows.get(0).frameWidth(), rows.get(0).frameHeight(), info);
    }
    long last = rows.stream().mapToLong(TrackRow::frame).max().orElse(0);
    if (info.framesExact() && !rows.isEmpty() && last >= info.frames()) {
      throw new EugeException(
          "%s has a box in frame %d (from 0), and %s has %d frames: give the tracks of this video"
              .formatted(source, last, video.getFileName(), info.frames()));
    }
  }

  private static EugeException otherSize(Path video, int width, int height, VideoInfo info) {
    return new EugeException(
        "%s is %dx%d in the tracks and this file is %dx%d: give the tracks of this video"
            .formatted(video.getFileName(), width, height, info.width(), info.height()));
  }

  /** Returns the camera of the video; empty if it is unknown. */
  String camera() {
    return rows.stream()
        .map(TrackRow::camera)
        .filter(camera -> camera != null && !camera.isEmpty())
        .findFirst()
        .orElse("");
  }

  /** Returns all labels of the source, including those of other videos. */
  SortedSet<String> labels() {
    return labels;
  }

  /** Returns the tracks to draw, with boxes above a confidence threshold. */
  VideoTracks tracks(double confidence) {
    VideoTracks tracks = new VideoTracks();
    for (TrackRow row : rows) {
      if (row.confidence() >= confidence) {
        tracks.add(
            row.frame(),
            row.track(),
            row.label(),
            row.confidence(),
            row.x(),
            row.y(),
            row.width(),
            row.height(),
            row.observed());
      }
    }
    return tracks;
  }

  /**
   * Returns the boxes as detections for blurring. All boxes of a track with a hidden label are
   * hidden, whatever their own labels are. In frames that have only boxes of other tracks, the
   * boxes of such a track are interpolated.
   */
  NavigableMap<Long, DetectionRow> detections(VideoTracks tracks, Set<String> hidden) {
    NavigableMap<Long, List<Detection>> boxes = new TreeMap<>();
    SortedMap<Long, Double> seconds = new TreeMap<>();
    HiddenTracks gaps = new HiddenTracks();
    for (TrackRow row : rows) {
      String label =
          hidden.contains(row.label()) || !tracks.has(row.track())
              ? row.label()
              : tracks.label(row.track());
      seconds.put(row.frame(), row.seconds());
      boxes
          .computeIfAbsent(row.frame(), any -> new ArrayList<>())
          .add(
              new Detection(
                  label,
                  0,
                  (float) row.confidence(),
                  (float) row.x(),
                  (float) row.y(),
                  (float) row.width(),
                  (float) row.height()));
      if (hidden.contains(label)) {
        gaps.add(row, label);
      }
    }
    gaps.addBoxes(boxes);
    NavigableMap<Long, DetectionRow> frames = new TreeMap<>();
    boxes.forEach(
        (frame, found) ->
            frames.put(
                frame,
                new DetectionRow(
                    rows.get(0).video(),
                    frame,
                    seconds.get(frame),
                    rows.get(0).frameWidth(),
                    rows.get(0).frameHeight(),
                    found)));
    return frames;
  }
}

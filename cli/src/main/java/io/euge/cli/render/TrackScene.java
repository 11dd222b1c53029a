package io.euge.cli.render;

import io.euge.EugeException;
import io.euge.counting.layout.CountingLayout;
import io.euge.counting.layout.LinesFile;
import io.euge.rendering.FrameAnnotations;
import io.euge.rendering.TrackOverlay;
import io.euge.rendering.VideoTracks;
import io.euge.video.VideoInfo;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The tracks of one video with the lines of its camera.
 *
 * @param drawn labels whose tracks are drawn
 * @param blurring blurs boxes of tracks; empty if nothing is blurred
 */
record TrackScene(
    VideoTracks tracks,
    CountingLayout layout,
    Set<String> drawn,
    Optional<TableAnnotations> blurring) {
  private static final int TRAIL_SECONDS = 2;
  private static final double UNKNOWN_RATE = 25;
  private static final int NO_NUMBER = -1;
  private static final CountingLayout NO_LINES =
      new CountingLayout(List.of(), List.of(), List.of(), List.of(), List.of(), Optional.empty());

  /**
   * Reads the tracks of a video.
   *
   * @param source a table or a file in MOT format
   * @param lines null for none
   * @throws EugeException if the source has no tracks of this video, or the lines file has no lines
   *     for it
   */
  static TrackScene of(
      Path source, Path video, VideoInfo info, LinesFile lines, RenderingRequest request) {
    return of(VideoTrackRows.read(source, video, info), source, video, info, lines, request);
  }

  /** Creates a scene from the rows of a video. */
  static TrackScene of(
      VideoTrackRows rows,
      Path source,
      Path video,
      VideoInfo info,
      LinesFile lines,
      RenderingRequest request) {
    SortedMap<Integer, Set<String>> labels = new TreeMap<>();
    labels.put(NO_NUMBER, rows.labels());
    RenderingRules rules =
        RenderingRules.of(
            request.classes(),
            request.blur(),
            request.confidence(),
            labels,
            "The table of tracks " + source);
    VideoTracks tracks = rows.tracks(rules.confidence());
    Optional<TableAnnotations> blurring =
        rules.blurred().isEmpty()
            ? Optional.empty()
            : Optional.of(
                new TableAnnotations(
                    rows.detections(tracks, rules.blurred()), rules.withoutBoxes()));
    return new TrackScene(
        tracks,
        layout(lines, rows.camera(), video, info),
        request.noBoxes() ? Set.of() : rules.drawn(),
        blurring);
  }

  private static CountingLayout layout(LinesFile lines, String camera, Path video, VideoInfo info) {
    if (lines == null) {
      return NO_LINES;
    }
    String name = video.getFileName().toString();
    CountingLayout layout = lines.layout(camera, name, info.width(), info.height());
    if (layout.isEmpty()) {
      throw new EugeException(
          "The lines file has no line, zone or route of %s: correct the property camera there, or leave out --lines"
              .formatted(name));
    }
    return layout;
  }

  /** Returns the overlay that draws the tracks. */
  TrackOverlay overlay(VideoInfo info) {
    double rate = info.framesPerSecond() > 0 ? info.framesPerSecond() : UNKNOWN_RATE;
    return new TrackOverlay(tracks, drawn, layout, rate, TRAIL_SECONDS);
  }

  /** Returns the source of the blurred areas. */
  FrameAnnotations.Source hidden() {
    return blurring
        .<FrameAnnotations.Source>map(one -> one)
        .orElse((frame, seconds, width, height) -> FrameAnnotations.NONE);
  }

  /** Returns notices about the frames so far, one sentence each. */
  List<String> notices() {
    return blurring.map(TableAnnotations::notices).orElse(List.of());
  }
}

package io.euge.cli.render;

import io.euge.EugeException;
import io.euge.cli.table.TrackRow;
import io.euge.counting.layout.LinesFile;
import io.euge.file.AtomicFile;
import io.euge.rendering.TrackOverlay;
import io.euge.video.VideoException;
import io.euge.video.VideoInfo;
import io.euge.video.decode.VideoReader;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.UUID;

/**
 * Renders one video in a Spark task.
 *
 * @param table with the tracks
 * @param lines the lines file; null if there is none
 */
record VideoTask(String table, String lines, RenderingRequest request) implements Serializable {
  /**
   * Writes a video atomically.
   *
   * @param rows its rows of the table; null to read them from a text file
   * @param labels of the whole table
   * @return the result; if the video cannot be rendered, it has the reason
   */
  RenderedVideo render(Path video, Path target, Iterable<TrackRow> rows, SortedSet<String> labels)
      throws IOException {
    Path staging =
        target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".part");
    try {
      VideoInfo info = VideoReader.probe(video);
      TrackScene scene =
          TrackScene.of(
              rows(video, info, rows, labels),
              Path.of(table),
              video,
              info,
              lines == null ? null : LinesFile.read(Path.of(lines)),
              request);
      TrackOverlay overlay = scene.overlay(info);
      VideoRendering rendering = new VideoRendering(video, scene.hidden(), overlay);
      List<VideoException> damage = rendering.write(staging);
      AtomicFile.publish(staging, target);
      return new RenderedVideo(
          video.toString(),
          rendering.frames(),
          overlay.boxes(),
          damage.isEmpty() ? null : damage.get(0).getMessage());
    } catch (EugeException e) {
      return new RenderedVideo(video.toString(), 0, 0, e.getMessage());
    } finally {
      Files.deleteIfExists(staging);
    }
  }

  private VideoTrackRows rows(
      Path video, VideoInfo info, Iterable<TrackRow> rows, SortedSet<String> labels) {
    if (rows == null) {
      return VideoTrackRows.read(Path.of(table), video, info);
    }
    List<TrackRow> own = new ArrayList<>();
    rows.forEach(own::add);
    return VideoTrackRows.of(Path.of(table), own, labels, video, info);
  }
}

package io.euge.cli.render;

import io.euge.EugeException;
import io.euge.rendering.AnnotatedFrames;
import io.euge.rendering.FrameAnnotations;
import io.euge.rendering.TrackPicture;
import io.euge.rendering.VideoTracks;
import io.euge.video.VideoException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;

/**
 * Images of all tracks of a video, drawn over its first frame.
 *
 * @param heatMap null if not requested
 * @param paths null if not requested
 */
record TrackPictures(OutputPicture heatMap, OutputPicture paths) {
  /**
   * Writes the images.
   *
   * @return errors of corrupt data before the first frame
   */
  List<VideoException> write(Path video, VideoTracks tracks, FrameAnnotations.Source hidden) {
    if (heatMap == null && paths == null) {
      return List.of();
    }
    try (AnnotatedFrames frames =
        AnnotatedFrames.open(video, VideoRendering.decoding(), 1, hidden)) {
      if (!frames.next()) {
        throw frames.damage().isEmpty()
            ? new EugeException("The video " + video + " has no frames: give another")
            : frames.damage().get(0);
      }
      TrackPicture picture = new TrackPicture(frames.picture(), frames.pixelAspectRatio(), tracks);
      if (heatMap != null) {
        heatMap.write(picture.heatMap());
      }
      if (paths != null) {
        paths.write(picture.paths());
      }
      return frames.damage();
    }
  }

  void print(PrintWriter out) {
    if (heatMap != null) {
      out.println("heat map written to " + heatMap.given());
    }
    if (paths != null) {
      out.println("paths written to " + paths.given());
    }
    out.flush();
  }
}

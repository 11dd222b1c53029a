package io.euge.cli.render;

import io.euge.EugeException;
import io.euge.rendering.AnnotatedFrames;
import io.euge.rendering.AnnotatedVideo;
import io.euge.rendering.FrameAnnotations;
import io.euge.rendering.TrackOverlay;
import io.euge.video.DecodeOptions;
import io.euge.video.VideoException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;

/** Writes one video with its annotations. */
final class VideoRendering {
  private final Path video;
  private final FrameAnnotations.Source annotations;
  private final TrackOverlay overlay;
  private final RenderSummary summary = new RenderSummary();

  /**
   * Prepares a video.
   *
   * @param overlay of tracks; null if there are none
   */
  VideoRendering(Path video, FrameAnnotations.Source annotations, TrackOverlay overlay) {
    this.video = video;
    this.annotations = annotations;
    this.overlay = overlay;
  }

  static DecodeOptions decoding() {
    return DecodeOptions.DEFAULT
        .withTolerance(true)
        .withThreads(Math.min(4, Runtime.getRuntime().availableProcessors()));
  }

  /**
   * Writes all frames that can be decoded.
   *
   * @return the errors of corrupt data
   * @throws EugeException if there is no frame, or the file cannot be written
   */
  List<VideoException> write(Path target) {
    List<VideoException> damage;
    try (AnnotatedFrames frames =
        AnnotatedFrames.open(
            video,
            decoding(),
            1,
            (frame, seconds, width, height) ->
                summary.count(annotations.of(frame, seconds, width, height)))) {
      frames.draw(overlay);
      try (AnnotatedVideo written = new AnnotatedVideo(target)) {
        written.add(frames, each -> summary.written());
      }
      damage = frames.damage();
    }
    if (summary.frames() == 0) {
      throw damage.isEmpty()
          ? new EugeException("The video " + video + " has no frames: give another")
          : damage.get(0);
    }
    if (overlay != null) {
      summary.boxes(overlay.boxes());
    }
    return damage;
  }

  /** Returns the number of frames written so far; thread-safe. */
  long frames() {
    return summary.frames();
  }

  void print(PrintWriter out, Path output, List<VideoException> damage) {
    summary.print(out, output, damage);
  }
}

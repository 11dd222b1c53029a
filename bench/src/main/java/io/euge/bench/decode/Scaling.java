package io.euge.bench.decode;

import io.euge.video.Letterbox;
import io.euge.video.VideoInfo;

/** What is done to a frame after decoding, the same by Euge and by the ffmpeg program. */
final class Scaling {
  /** No scaling. */
  static final String NONE = "";

  private Scaling() {}

  /** Where a frame lies in the canvas. */
  static Letterbox box(VideoInfo video) {
    return Letterbox.of(video.width(), video.height(), Reading.SIDE, Reading.SIDE);
  }

  /**
   * Options of the ffmpeg program that scale and pad as {@link
   * io.euge.video.decode.VideoReader#letterbox} does, by the same functions of libswscale: a
   * Gaussian as narrow as linear interpolation.
   */
  static String filter(VideoInfo video) {
    Letterbox box = box(video);
    double factor = (double) video.width() / box.width();
    double narrow = 2 * Math.log(3) / Math.log(2) * factor * factor;
    return "-vf scale=%d:%d:flags=gauss+accurate_rnd+bitexact:param0=%.4f,format=rgb24,pad=%d:%d:%d:%d:0x808080"
        .formatted(
            box.width(),
            box.height(),
            narrow,
            box.canvasWidth(),
            box.canvasHeight(),
            box.left(),
            box.top());
  }
}

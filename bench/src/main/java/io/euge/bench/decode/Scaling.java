package io.euge.bench.decode;

import io.euge.video.Letterbox;
import io.euge.video.VideoInfo;
import java.util.Locale;

/** The scaling of decoded frames, the same for Euge and the ffmpeg program. */
final class Scaling {
  /** No scaling. */
  static final String NONE = "";

  private Scaling() {}

  /** Returns the position of a frame in the network input. */
  static Letterbox box(VideoInfo video) {
    return Letterbox.of(video.width(), video.height(), Reading.SIDE, Reading.SIDE);
  }

  /**
   * Returns ffmpeg options that scale and pad like {@link
   * io.euge.video.decode.VideoReader#letterbox}, with the same libswscale filter: a Gaussian as
   * narrow as linear interpolation.
   */
  static String filter(VideoInfo video) {
    Letterbox box = box(video);
    double factor = (double) video.width() / box.width();
    double narrow = 2 * Math.log(3) / Math.log(2) * factor * factor;
    return String.format(
        Locale.ROOT,
        "-vf scale=%d:%d:flags=gauss+accurate_rnd+bitexact:param0=%.4f,format=rgb24,pad=%d:%d:%d:%d:0x808080",
        box.width(),
        box.height(),
        narrow,
        box.canvasWidth(),
        box.canvasHeight(),
        box.left(),
        box.top());
  }
}

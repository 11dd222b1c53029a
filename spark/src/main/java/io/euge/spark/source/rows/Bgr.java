package io.euge.spark.source.rows;

import io.euge.video.Letterbox;
import io.euge.video.decode.VideoReader;
import java.nio.ByteBuffer;

/** The pixels of frames as displayed, blue, green and red for each, in rows from the top. */
final class Bgr {
  static final int CHANNELS = Letterbox.CHANNELS;

  private Letterbox size = Letterbox.of(1, 1, 1, 1);
  private ByteBuffer rgb = ByteBuffer.allocateDirect(size.bytes());

  /** How many there are of the current frame. */
  static int bytes(VideoReader video) {
    return Math.multiplyExact(Math.multiplyExact(video.width(), video.height()), CHANNELS);
  }

  /**
   * Writes those of the current frame.
   *
   * @param target as long as {@link #bytes}
   */
  void of(VideoReader video, byte[] target) {
    int width = video.width();
    int height = video.height();
    if (size.width() != width || size.height() != height) {
      size = Letterbox.of(width, height, width, height);
      rgb = ByteBuffer.allocateDirect(size.bytes());
    }
    video.letterbox(size, rgb, 0);
    rgb.get(0, target);
    for (int i = 0; i < target.length; i += CHANNELS) {
      byte red = target[i];
      target[i] = target[i + 2];
      target[i + 2] = red;
    }
  }
}

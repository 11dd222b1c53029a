package io.euge.spark.source.rows;

import io.euge.video.FrameSource;
import io.euge.video.Letterbox;
import java.nio.ByteBuffer;

/** Converts frames as displayed to BGR24: blue, green and red for each pixel, rows from the top. */
final class BgrConverter {
  static final int CHANNELS = Letterbox.CHANNELS;

  private Letterbox size = Letterbox.of(1, 1, 1, 1);
  private ByteBuffer rgb = ByteBuffer.allocateDirect(size.bytes());

  /** Returns the number of bytes of the current frame. */
  static int bytes(FrameSource frame) {
    return Math.multiplyExact(Math.multiplyExact(frame.width(), frame.height()), CHANNELS);
  }

  /**
   * Writes the pixels of the current frame.
   *
   * @param target as long as {@link #bytes}
   */
  void convert(FrameSource frame, byte[] target) {
    int width = frame.width();
    int height = frame.height();
    if (size.width() != width || size.height() != height) {
      size = Letterbox.of(width, height, width, height);
      rgb = ByteBuffer.allocateDirect(size.bytes());
    }
    frame.letterbox(size, rgb, 0);
    rgb.get(0, target);
    for (int i = 0; i < target.length; i += CHANNELS) {
      byte red = target[i];
      target[i] = target[i + 2];
      target[i + 2] = red;
    }
  }
}

package io.euge.detection.pipeline;

import io.euge.video.FrameSource;
import io.euge.video.Letterbox;
import java.nio.ByteBuffer;

/** The pixels of a frame as displayed and not stretched: rows of red, green and blue bytes. */
public final class FramePixels {
  private Letterbox size = Letterbox.of(1, 1, 1, 1);
  private ByteBuffer rgb = ByteBuffer.allocateDirect(size.bytes());

  FramePixels() {}

  /** Takes the pixels of the current frame. Memory is allocated where they are too many for it. */
  void set(FrameSource frame) {
    if (size.width() != frame.width() || size.height() != frame.height()) {
      size = Letterbox.of(frame.width(), frame.height(), frame.width(), frame.height());
      if (rgb.capacity() < size.bytes()) {
        rgb = ByteBuffer.allocateDirect(size.bytes());
      }
    }
    frame.letterbox(size, rgb, 0);
  }

  /** Returns the width of the frame in pixels. */
  public int width() {
    return size.width();
  }

  /** Returns the height of the frame in pixels. */
  public int height() {
    return size.height();
  }

  /**
   * Copies a rectangle that lies within the frame, rows without padding.
   *
   * @throws IndexOutOfBoundsException if it does not fit into the target, or the frame has it not
   */
  public void copy(int x, int y, int width, int height, byte[] target) {
    int row = width * Letterbox.CHANNELS;
    for (int i = 0; i < height; i++) {
      rgb.get(((y + i) * size.width() + x) * Letterbox.CHANNELS, target, i * row, row);
    }
  }
}

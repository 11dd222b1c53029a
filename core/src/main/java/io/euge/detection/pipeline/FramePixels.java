package io.euge.detection.pipeline;

import io.euge.video.FrameSource;
import io.euge.video.Letterbox;
import java.nio.ByteBuffer;

/** The pixels of a frame as displayed and not stretched: rows of red, green and blue bytes. */
public final class FramePixels {
  private Letterbox size = Letterbox.of(1, 1, 1, 1);
  private ByteBuffer rgb = ByteBuffer.allocateDirect(size.bytes());

  /** The source whose current frame is not converted yet; null if it is. */
  private FrameSource pending;

  FramePixels() {}

  /** Takes the pixels of the current frame. */
  void set(FrameSource frame) {
    setLater(frame);
    convert();
  }

  /**
   * Takes the pixels of the current frame if they are read before the source advances. Many frames
   * have no detections, and nobody reads their pixels.
   */
  void setLater(FrameSource frame) {
    pending = frame;
    if (size.width() != frame.width() || size.height() != frame.height()) {
      size = Letterbox.of(frame.width(), frame.height(), frame.width(), frame.height());
    }
  }

  private void convert() {
    if (rgb.capacity() < size.bytes()) {
      rgb = ByteBuffer.allocateDirect(size.bytes());
    }
    pending.letterbox(size, rgb, 0);
    pending = null;
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
   * @throws io.euge.video.VideoException if the frame's pixel format cannot be converted
   */
  public void copy(int x, int y, int width, int height, byte[] target) {
    if (pending != null) {
      convert();
    }
    int row = width * Letterbox.CHANNELS;
    for (int i = 0; i < height; i++) {
      rgb.get(((y + i) * size.width() + x) * Letterbox.CHANNELS, target, i * row, row);
    }
  }
}

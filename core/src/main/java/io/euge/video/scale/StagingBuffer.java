package io.euge.video.scale;

import static org.bytedeco.ffmpeg.global.avutil.av_free;
import static org.bytedeco.ffmpeg.global.avutil.av_malloc;

import io.euge.video.Letterbox;
import io.euge.video.Orientation;
import java.nio.ByteBuffer;
import org.bytedeco.javacpp.BytePointer;

/** Native memory for a scaled frame as stored, from which it is copied as displayed. */
final class StagingBuffer implements AutoCloseable {
  private final int width;
  private final int height;
  private final BytePointer memory;
  private final ByteBuffer bytes;

  /**
   * @param slack bytes after the frame that may be written too
   */
  StagingBuffer(int width, int height, int slack) {
    this.width = width;
    this.height = height;
    long size = (long) width * height * Letterbox.CHANNELS + slack;
    memory = new BytePointer(av_malloc(size)).capacity(size);
    bytes = memory.asByteBuffer();
  }

  BytePointer memory() {
    return memory;
  }

  int stride() {
    return width * Letterbox.CHANNELS;
  }

  /**
   * Copies the frame into a letterbox, turned and mirrored for display.
   *
   * @param start index of the frame's first byte in the target
   * @param stride bytes of a row of the target
   */
  void copy(Orientation orientation, Letterbox box, ByteBuffer target, int start, int stride) {
    int base = orientation.base(width, height) * Letterbox.CHANNELS;
    int stepX = orientation.stepX(width) * Letterbox.CHANNELS;
    int stepY = orientation.stepY(width) * Letterbox.CHANNELS;
    int rowBytes = box.width() * Letterbox.CHANNELS;
    for (int y = 0; y < box.height(); y++) {
      int from = base + y * stepY;
      int to = start + y * stride;
      if (stepX == Letterbox.CHANNELS) {
        target.put(to, bytes, from, rowBytes);
        continue;
      }
      for (int x = 0; x < box.width(); x++, from += stepX, to += Letterbox.CHANNELS) {
        target.put(to, bytes.get(from));
        target.put(to + 1, bytes.get(from + 1));
        target.put(to + 2, bytes.get(from + 2));
      }
    }
  }

  @Override
  public void close() {
    av_free(memory.position(0));
  }
}

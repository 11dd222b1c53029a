package io.euge.video.scale;

import static org.bytedeco.ffmpeg.global.avutil.av_free;
import static org.bytedeco.ffmpeg.global.avutil.av_malloc;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import org.bytedeco.javacpp.BytePointer;

/** Native memory for three planes of one size, of 8 or of up to 16 bits. */
final class PlanarImage implements AutoCloseable {
  static final int PLANES = 3;

  private static final int ALIGNMENT = 64;

  private final int width;
  private final int stride;
  private final long planeBytes;
  private final BytePointer memory;
  private final ByteBuffer bytes;
  private final ShortBuffer shorts;
  private final boolean wide;
  private final byte[] row;

  /**
   * @param depth bits of a component
   * @param slack bytes after each plane that may be written too
   */
  PlanarImage(int width, int height, int depth, int slack) {
    this.width = width;
    wide = depth > Byte.SIZE;
    stride = (width * (wide ? Short.BYTES : 1) + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    planeBytes = (long) stride * height + slack;
    long size = PLANES * planeBytes;
    memory = new BytePointer(av_malloc(size)).capacity(size);
    bytes = memory.asByteBuffer();
    shorts = bytes.order(ByteOrder.nativeOrder()).asShortBuffer();
    row = new byte[wide ? 0 : width];
  }

  /** Returns a new pointer to a plane. */
  BytePointer plane(int index) {
    return new BytePointer(memory).position(index * planeBytes);
  }

  /** Returns the bytes of a row. */
  int stride() {
    return stride;
  }

  /** Copies a row of a plane. */
  void row(int plane, int y, short[] target) {
    int from = (int) (plane * planeBytes) + y * stride;
    if (wide) {
      shorts.get(from / Short.BYTES, target, 0, width);
      return;
    }
    bytes.get(from, row, 0, width);
    for (int x = 0; x < width; x++) {
      target[x] = (short) (row[x] & 255);
    }
  }

  @Override
  public void close() {
    av_free(memory.position(0));
  }
}

package io.euge.detection.pipeline;

import io.euge.video.FrameSource;
import io.euge.video.Letterbox;
import java.nio.ByteBuffer;

/** Frames of one color each, two a second, without a video. */
final class PlainFrames implements FrameSource {
  private final int width;
  private final int height;
  private final int count;
  private int frame = -1;
  private int conversions;

  PlainFrames(int width, int height, int count) {
    this.width = width;
    this.height = height;
    this.count = count;
  }

  @Override
  public boolean next() {
    frame++;
    return frame < count;
  }

  @Override
  public long frame() {
    return frame;
  }

  @Override
  public double seconds() {
    return frame / 2.0;
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public int height() {
    return height;
  }

  @Override
  public double pixelAspectRatio() {
    return 1;
  }

  /** Returns how many frames were taken in their own size. */
  int conversions() {
    return conversions;
  }

  @Override
  public void letterbox(Letterbox geometry, ByteBuffer target, int offset) {
    if (geometry.width() == width && geometry.height() == height) {
      conversions++;
    }
    for (int i = 0; i < geometry.bytes(); i++) {
      target.put(offset + i, (byte) frame);
    }
  }
}

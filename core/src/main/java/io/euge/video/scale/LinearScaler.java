package io.euge.video.scale;

import java.io.Closeable;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;

/** Converts the frames of one {@code AVFrame} to RGB24 in their own size, and then resamples. */
final class LinearScaler implements Closeable {
  private final AVFrame frame;
  private final SwsScaler converter;
  private final int slack;
  private StagingBuffer whole;
  private LinearResampler resampler;
  private int wholeWidth;
  private int wholeHeight;
  private int scaledWidth;
  private int scaledHeight;

  /**
   * @param slack bytes that libswscale may write past the end of a picture
   */
  LinearScaler(AVFrame frame, int slack) {
    this.frame = frame;
    this.slack = slack;
    this.converter = SwsScaler.ofWholeFrames(frame, slack);
  }

  /** Returns whether the frame's current content is scaled to a size as it is. */
  boolean isReady(int toWidth, int toHeight) {
    return resampler != null
        && toWidth == scaledWidth
        && toHeight == scaledHeight
        && frame.width() == wholeWidth
        && frame.height() == wholeHeight
        && converter.isReady(wholeWidth, wholeHeight);
  }

  /**
   * Prepares for the frame's current content.
   *
   * @return null, or why it cannot be scaled
   */
  String prepare(int toWidth, int toHeight) {
    close(whole);
    whole = null;
    resampler = null;
    wholeWidth = frame.width();
    wholeHeight = frame.height();
    scaledWidth = toWidth;
    scaledHeight = toHeight;
    String failure = converter.prepare(wholeWidth, wholeHeight);
    if (failure == null) {
      whole = new StagingBuffer(wholeWidth, wholeHeight, slack);
      resampler = new LinearResampler(wholeWidth, wholeHeight, toWidth, toHeight);
    }
    return failure;
  }

  /**
   * Scales the frame into rows of a stride in bytes.
   *
   * @return false if libswscale failed
   */
  boolean scale(BytePointer target, int stride) {
    long start = target.position();
    BytePointer memory = whole.memory().position(0);
    if (!converter.scale(memory, whole.stride())) {
      return false;
    }
    resampler.resample(memory, whole.stride(), target, start, stride);
    memory.position(0);
    return true;
  }

  private static void close(StagingBuffer buffer) {
    if (buffer != null) {
      buffer.close();
    }
  }

  @Override
  public void close() {
    close(whole);
    whole = null;
    converter.close();
  }
}

package io.euge.video.decode;

import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;

import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;

/** The frame that a reader is on: its pixels, and its position in the whole video. */
final class CurrentFrame implements AutoCloseable {
  private final AVFrame frame = av_frame_alloc();
  private final AVRational pixelAspectRatio = frame.sample_aspect_ratio();
  private long index;
  private double seconds = Double.NaN;
  private boolean key;

  /**
   * @param firstIndex index of the first frame that will be read
   */
  CurrentFrame(long firstIndex) {
    this.index = firstIndex - 1;
  }

  /** Returns the frame. Its memory belongs to this; its content changes with the next one. */
  AVFrame frame() {
    return frame;
  }

  /** Returns what the codec says of the shape of the frame's pixels, before it is turned. */
  AVRational pixelAspectRatio() {
    return pixelAspectRatio;
  }

  void set(long index, double seconds, boolean key) {
    this.index = index;
    this.seconds = seconds;
    this.key = key;
  }

  /** Returns the frame's index in presentation order in the whole video. */
  long index() {
    return index;
  }

  /** Returns the presentation time from the start of the whole video's stream; NaN before any. */
  double seconds() {
    return seconds;
  }

  /** Returns whether a frame was read. */
  boolean isSet() {
    return !Double.isNaN(seconds);
  }

  boolean isKey() {
    return key;
  }

  @Override
  public void close() {
    av_frame_free(frame);
  }
}

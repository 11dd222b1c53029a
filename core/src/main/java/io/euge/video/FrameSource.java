package io.euge.video;

import java.nio.ByteBuffer;

/**
 * A sequence of frames in presentation order: a video, or some of its frames. A camera or a folder
 * of images can be one too.
 *
 * <p>Not thread-safe: one thread at a time. All methods but {@link #next()} refer to the current
 * frame, and throw {@link IllegalStateException} before the first and after the last one.
 */
public interface FrameSource {
  /**
   * Advances to the next frame.
   *
   * @return false at the end
   * @throws VideoException on damage, after the good frames before it were given
   */
  boolean next();

  /**
   * Returns the nanoseconds in which {@link #next()} waited for the bytes of the video so far; 0
   * where that is not measured. May be called at any time.
   */
  default long fetchNanos() {
    return 0;
  }

  /** Returns the index of the frame in presentation order in the whole source, from 0. */
  long frame();

  /** Returns the frame's presentation time in seconds from the start of the whole source. */
  double seconds();

  /** Returns the width of the frame, turned for display and not stretched, in pixels. */
  int width();

  /** Returns the height of the frame, turned for display, in pixels. */
  int height();

  /**
   * Returns the width of a pixel as displayed, divided by its height; 1 if it is square or unknown.
   */
  double pixelAspectRatio();

  /**
   * Scales the frame into {@code target}, bytes {@code offset} to {@code offset +
   * geometry.bytes()}, as rows of RGB, and fills the bars around it with grey. Changes no other
   * byte, nor the buffer's position.
   *
   * @param geometry {@link Letterbox#of} this frame's {@link #width()} and {@link #height()}; with
   *     its {@link #pixelAspectRatio()} for the frame as displayed, without for its pixels
   * @param target a direct buffer
   * @throws IllegalArgumentException if the buffer is not direct or read-only
   * @throws IndexOutOfBoundsException if the canvas does not fit below the buffer's limit
   * @throws VideoException if the frame's pixel format cannot be scaled
   */
  void letterbox(Letterbox geometry, ByteBuffer target, int offset);
}

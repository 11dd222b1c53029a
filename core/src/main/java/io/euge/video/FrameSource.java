package io.euge.video;

import java.nio.ByteBuffer;

/**
 * A sequence of frames in presentation order: a video, or some of its frames. A camera or a
 * directory of images can be one too.
 *
 * <p>For use by one thread at a time. All methods except {@link #next()} and {@link #fetchNanos()}
 * refer to the current frame, and throw {@link IllegalStateException} before the first frame and
 * after the last one.
 */
public interface FrameSource {
  /**
   * Advances to the next frame.
   *
   * @return false at the end
   * @throws VideoException on damage, after the good frames before it were returned
   */
  boolean next();

  /**
   * Returns how long {@link #next()} has waited for the bytes of the video, in nanoseconds; 0 if
   * this is not measured. May be called at any time.
   */
  default long fetchNanos() {
    return 0;
  }

  /** Returns the index of the frame in presentation order in the whole source, from 0. */
  long frame();

  /** Returns the frame's presentation time in seconds from the start of the whole source. */
  double seconds();

  /**
   * Returns the width of the frame in pixels, after rotation and before stretching by the pixel
   * aspect ratio.
   */
  int width();

  /** Returns the height of the frame in pixels, after rotation. */
  int height();

  /**
   * Returns the width of a pixel as displayed divided by its height; 1 if it is square or unknown.
   */
  double pixelAspectRatio();

  /**
   * Scales the frame into the bytes {@code [offset, offset + geometry.bytes())} of {@code target}
   * as rows of RGB, and fills the bars around it. Changes neither other bytes nor the buffer's
   * position.
   *
   * @param geometry {@link Letterbox#of} this frame's {@link #width()} and {@link #height()}; with
   *     its {@link #pixelAspectRatio()} as displayed, without it as stored
   * @param target a direct buffer
   * @throws IllegalArgumentException if the buffer is not direct or read-only
   * @throws IndexOutOfBoundsException if the canvas does not fit below the buffer's limit
   * @throws VideoException if the frame's pixel format cannot be scaled
   */
  void letterbox(Letterbox geometry, ByteBuffer target, int offset);
}

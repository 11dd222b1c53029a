package io.euge.video;

import java.io.Serializable;

/**
 * How a frame lies in a network's canvas: its aspect kept, centred, grey bars around it. A pixel
 * {@code (x, y)} of the frame lies at {@code (left + x * scale, top + y * scale)} of the canvas.
 *
 * @param canvasWidth width of the canvas in pixels
 * @param canvasHeight height of the canvas in pixels
 * @param left columns of grey before the frame
 * @param top rows of grey above the frame
 * @param width width of the scaled frame in pixels, at least 1
 * @param height height of the scaled frame in pixels, at least 1
 * @param scale pixels of the canvas for one pixel of the frame
 */
public record Letterbox(
    int canvasWidth, int canvasHeight, int left, int top, int width, int height, double scale)
    implements Serializable {
  /** The value of every byte of the bars. */
  public static final int GREY = 128;

  /** Bytes of a pixel: red, green, blue. */
  public static final int CHANNELS = 3;

  public Letterbox {
    if (left < 0 || top < 0 || width < 1 || height < 1 || !(scale > 0)) {
      throw new IllegalArgumentException(
          "A letterbox needs a frame of at least one pixel, not %dx%d at (%d, %d) scaled by %s"
              .formatted(width, height, left, top, scale));
    }
    if ((long) left + width > canvasWidth || (long) top + height > canvasHeight) {
      throw new IllegalArgumentException(
          "A frame of %dx%d at (%d, %d) does not fit into a canvas of %dx%d"
              .formatted(width, height, left, top, canvasWidth, canvasHeight));
    }
    Math.multiplyExact(Math.multiplyExact(canvasWidth, canvasHeight), CHANNELS);
  }

  /**
   * The largest centred placement that keeps the aspect. Sizes are rounded half to even; an odd
   * rest of the bars goes right and below.
   *
   * @throws IllegalArgumentException if a size is below 1
   */
  public static Letterbox of(int frameWidth, int frameHeight, int canvasWidth, int canvasHeight) {
    if (frameWidth < 1 || frameHeight < 1 || canvasWidth < 1 || canvasHeight < 1) {
      throw new IllegalArgumentException(
          "A frame of %dx%d cannot lie in a canvas of %dx%d"
              .formatted(frameWidth, frameHeight, canvasWidth, canvasHeight));
    }
    double scale = Math.min((double) canvasWidth / frameWidth, (double) canvasHeight / frameHeight);
    int width = scaled(frameWidth, scale, canvasWidth);
    int height = scaled(frameHeight, scale, canvasHeight);
    return new Letterbox(
        canvasWidth,
        canvasHeight,
        (canvasWidth - width) / 2,
        (canvasHeight - height) / 2,
        width,
        height,
        scale);
  }

  /** Returns the bytes of the canvas: RGB rows without padding. */
  public int bytes() {
    return canvasWidth * canvasHeight * CHANNELS;
  }

  private static int scaled(int length, double scale, int most) {
    return Math.max(1, Math.min(most, (int) Math.rint(length * scale)));
  }
}

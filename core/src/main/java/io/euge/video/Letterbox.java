package io.euge.video;

import java.io.Serializable;

/**
 * How a frame lies in a network's canvas: in the shape in which it is displayed, centred, grey bars
 * around it. A pixel {@code (x, y)} of the frame lies at {@code (left + x * scaleX, top + y *
 * scaleY)} of the canvas. The two scales differ where pixels are not square.
 *
 * @param canvasWidth width of the canvas in pixels
 * @param canvasHeight height of the canvas in pixels
 * @param left columns of grey before the frame
 * @param top rows of grey above the frame
 * @param width width of the scaled frame in pixels, at least 1
 * @param height height of the scaled frame in pixels, at least 1
 * @param scaleX pixels of the canvas for the width of one pixel of the frame
 * @param scaleY pixels of the canvas for the height of one pixel of the frame
 */
public record Letterbox(
    int canvasWidth,
    int canvasHeight,
    int left,
    int top,
    int width,
    int height,
    double scaleX,
    double scaleY)
    implements Serializable {
  /** The value of every byte of the bars. */
  public static final int GREY = 128;

  /** Bytes of a pixel: red, green, blue. */
  public static final int CHANNELS = 3;

  public Letterbox {
    if (left < 0 || top < 0 || width < 1 || height < 1 || !(scaleX > 0) || !(scaleY > 0)) {
      throw new IllegalArgumentException(
          "A letterbox needs a frame of at least one pixel, not %dx%d at (%d, %d) scaled by %s and %s"
              .formatted(width, height, left, top, scaleX, scaleY));
    }
    if ((long) left + width > canvasWidth || (long) top + height > canvasHeight) {
      throw new IllegalArgumentException(
          "A frame of %dx%d at (%d, %d) does not fit into a canvas of %dx%d"
              .formatted(width, height, left, top, canvasWidth, canvasHeight));
    }
    Math.multiplyExact(Math.multiplyExact(canvasWidth, canvasHeight), CHANNELS);
  }

  /** Creates the letterbox of a frame with square pixels. */
  public Letterbox(
      int canvasWidth, int canvasHeight, int left, int top, int width, int height, double scale) {
    this(canvasWidth, canvasHeight, left, top, width, height, scale, scale);
  }

  /** Returns the placement of a frame with square pixels; see the other method. */
  public static Letterbox of(int frameWidth, int frameHeight, int canvasWidth, int canvasHeight) {
    return of(frameWidth, frameHeight, 1, canvasWidth, canvasHeight);
  }

  /**
   * Returns the largest centred placement that keeps the aspect of the display. Sizes are rounded
   * half to even; an odd rest of the bars goes right and below.
   *
   * @param pixelAspectRatio width of a pixel as displayed, divided by its height
   * @throws IllegalArgumentException if a size is below 1, or the ratio is not a positive number
   */
  public static Letterbox of(
      int frameWidth, int frameHeight, double pixelAspectRatio, int canvasWidth, int canvasHeight) {
    if (frameWidth < 1
        || frameHeight < 1
        || canvasWidth < 1
        || canvasHeight < 1
        || !(pixelAspectRatio > 0 && pixelAspectRatio < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "A frame of %dx%d with the pixel aspect ratio %s cannot lie in a canvas of %dx%d"
              .formatted(frameWidth, frameHeight, pixelAspectRatio, canvasWidth, canvasHeight));
    }
    double displayWidth = frameWidth * pixelAspectRatio;
    double scale = Math.min(canvasWidth / displayWidth, (double) canvasHeight / frameHeight);
    int width = scaled(displayWidth, scale, canvasWidth);
    int height = scaled(frameHeight, scale, canvasHeight);
    return new Letterbox(
        canvasWidth,
        canvasHeight,
        (canvasWidth - width) / 2,
        (canvasHeight - height) / 2,
        width,
        height,
        pixelAspectRatio * scale,
        scale);
  }

  /** Returns the bytes of the canvas: RGB rows without padding. */
  public int bytes() {
    return canvasWidth * canvasHeight * CHANNELS;
  }

  private static int scaled(double length, double scale, int most) {
    return Math.max(1, Math.min(most, (int) Math.rint(length * scale)));
  }
}

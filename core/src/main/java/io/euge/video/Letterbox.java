package io.euge.video;

import java.io.Serializable;

/**
 * The position of a frame in a network's canvas, in the shape in which it is displayed. The pixel
 * {@code (x, y)} of the frame is at {@code (left + x * scaleX, top + y * scaleY)} of the canvas.
 * The two scales differ if pixels are not square, or if the frame is stretched.
 *
 * @param canvas the canvas of the network
 * @param left columns of bars before the frame
 * @param top rows of bars above the frame
 * @param width width of the scaled frame in pixels, at least 1
 * @param height height of the scaled frame in pixels, at least 1
 * @param scaleX width of a pixel of the frame in pixels of the canvas
 * @param scaleY height of a pixel of the frame in pixels of the canvas
 */
public record Letterbox(
    Canvas canvas, int left, int top, int width, int height, double scaleX, double scaleY)
    implements Serializable {
  /** The bytes of a pixel: red, green, blue. */
  public static final int CHANNELS = 3;

  public Letterbox {
    if (left < 0 || top < 0 || width < 1 || height < 1 || !(scaleX > 0) || !(scaleY > 0)) {
      throw new IllegalArgumentException(
          "A letterbox needs a frame of at least one pixel, not %dx%d at (%d, %d) scaled by %s and %s"
              .formatted(width, height, left, top, scaleX, scaleY));
    }
    if ((long) left + width > canvas.width() || (long) top + height > canvas.height()) {
      throw new IllegalArgumentException(
          "A frame of %dx%d at (%d, %d) does not fit into a canvas of %dx%d"
              .formatted(width, height, left, top, canvas.width(), canvas.height()));
    }
  }

  /** Creates the letterbox of a frame with square pixels between gray bars. */
  public Letterbox(
      int canvasWidth, int canvasHeight, int left, int top, int width, int height, double scale) {
    this(Canvas.centered(canvasWidth, canvasHeight), left, top, width, height, scale, scale);
  }

  /** Returns the placement of a frame with square pixels between gray bars. */
  public static Letterbox of(int frameWidth, int frameHeight, int canvasWidth, int canvasHeight) {
    return of(frameWidth, frameHeight, 1, Canvas.centered(canvasWidth, canvasHeight));
  }

  /**
   * Returns the placement of a frame: the largest that keeps the displayed aspect ratio, or the
   * whole canvas if the frame is stretched. Sizes are rounded half to even. If the bars are odd,
   * the larger one is to the right and below.
   *
   * @param pixelAspectRatio width of a pixel as displayed divided by its height
   * @throws IllegalArgumentException if a size is below 1, or the ratio is not a positive number
   */
  public static Letterbox of(
      int frameWidth, int frameHeight, double pixelAspectRatio, Canvas canvas) {
    if (frameWidth < 1
        || frameHeight < 1
        || !(pixelAspectRatio > 0 && pixelAspectRatio < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "A frame of %dx%d with the pixel aspect ratio %s cannot lie in a canvas of %dx%d"
              .formatted(
                  frameWidth, frameHeight, pixelAspectRatio, canvas.width(), canvas.height()));
    }
    if (canvas.fit() == Canvas.Fit.STRETCHED) {
      double scaleX = (double) canvas.width() / frameWidth;
      double scaleY = (double) canvas.height() / frameHeight;
      return new Letterbox(canvas, 0, 0, canvas.width(), canvas.height(), scaleX, scaleY);
    }
    double displayWidth = frameWidth * pixelAspectRatio;
    double scale = Math.min(canvas.width() / displayWidth, (double) canvas.height() / frameHeight);
    int width = scaled(displayWidth, scale, canvas.width());
    int height = scaled(frameHeight, scale, canvas.height());
    boolean centered = canvas.fit() == Canvas.Fit.CENTERED;
    return new Letterbox(
        canvas,
        centered ? (canvas.width() - width) / 2 : 0,
        centered ? (canvas.height() - height) / 2 : 0,
        width,
        height,
        pixelAspectRatio * scale,
        scale);
  }

  /** Returns the width of the canvas in pixels. */
  public int canvasWidth() {
    return canvas.width();
  }

  /** Returns the height of the canvas in pixels. */
  public int canvasHeight() {
    return canvas.height();
  }

  /** Returns the number of bytes of the canvas: rows of RGB without padding. */
  public int bytes() {
    return canvas.width() * canvas.height() * CHANNELS;
  }

  private static int scaled(double length, double scale, int most) {
    return Math.max(1, Math.min(most, (int) Math.rint(length * scale)));
  }
}

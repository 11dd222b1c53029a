package io.euge.rendering;

import java.awt.geom.Rectangle2D;
import java.util.Arrays;

/**
 * Replaces the content of boxes by a few large cells, each of the mean color of the pixels below
 * it. What the cells leave, at most {@value #CELLS} times {@value #CELLS} colors, does not depend
 * on the size of the box, so that a face or a plate cannot be reconstructed from a larger picture.
 */
final class Mosaic {
  /** Along the longer side of a box. */
  static final int CELLS = 4;

  private final int[] pixels;
  private final int width;
  private final int height;

  /**
   * @param pixels of an image, red in bits 16 to 23, then green, then blue; rows without padding
   */
  Mosaic(int[] pixels, int width, int height) {
    this.pixels = pixels;
    this.width = width;
    this.height = height;
  }

  /** Hides a box and every pixel that it touches; what lies outside the image is left out. */
  void hide(Rectangle2D box) {
    int left = (int) Math.max(0, Math.floor(box.getMinX()));
    int top = (int) Math.max(0, Math.floor(box.getMinY()));
    int right = (int) Math.min(width, Math.ceil(box.getMaxX()));
    int bottom = (int) Math.min(height, Math.ceil(box.getMaxY()));
    if (left >= right || top >= bottom) {
      return;
    }
    double cell = Math.max(right - left, bottom - top) / (double) CELLS;
    int columns = cells(right - left, cell);
    int rows = cells(bottom - top, cell);
    for (int row = 0; row < rows; row++) {
      int from = top + (bottom - top) * row / rows;
      int to = top + (bottom - top) * (row + 1) / rows;
      for (int column = 0; column < columns; column++) {
        fill(
            left + (right - left) * column / columns,
            from,
            left + (right - left) * (column + 1) / columns,
            to);
      }
    }
  }

  private static int cells(int length, double cell) {
    return Math.min(length, Math.max(1, (int) Math.round(length / cell)));
  }

  private void fill(int left, int top, int right, int bottom) {
    long red = 0;
    long green = 0;
    long blue = 0;
    for (int y = top; y < bottom; y++) {
      for (int i = y * width + left; i < y * width + right; i++) {
        red += pixels[i] >> 16 & 0xFF;
        green += pixels[i] >> 8 & 0xFF;
        blue += pixels[i] & 0xFF;
      }
    }
    long count = (long) (right - left) * (bottom - top);
    int mean = (int) (red / count) << 16 | (int) (green / count) << 8 | (int) (blue / count);
    for (int y = top; y < bottom; y++) {
      Arrays.fill(pixels, y * width + left, y * width + right, mean);
    }
  }
}

package io.euge.video;

import java.io.Serializable;

/**
 * One of the eight orientations of a picture: quarter turns, mirrored or not. It is the matrix that
 * maps a stored pixel to the displayed one, {@code x' = a x + c y, y' = b x + d y} (y down), as the
 * display matrix of a track has it.
 */
public record Orientation(int a, int b, int c, int d) implements Serializable {
  public static final Orientation UPRIGHT = new Orientation(1, 0, 0, 1);

  /**
   * Returns the orientation that is nearest to a fixed-point matrix of any scale; upright if the
   * matrix is singular.
   */
  public static Orientation nearest(int a, int b, int c, int d) {
    if ((double) a * d == (double) b * c) {
      return UPRIGHT;
    }
    if (Math.abs((double) a) + Math.abs((double) d)
        >= Math.abs((double) b) + Math.abs((double) c)) {
      return new Orientation(sign(a, d), 0, 0, sign(d, a));
    }
    return new Orientation(0, sign(b, c), sign(c, b), 0);
  }

  private static int sign(int value, int other) {
    return value < 0 || (value == 0 && other < 0) ? -1 : 1;
  }

  public boolean isUpright() {
    return equals(UPRIGHT);
  }

  /** Returns whether width and height are exchanged. */
  public boolean isSideways() {
    return a == 0;
  }

  /**
   * Returns the rotation in degrees clockwise, for mirrored pictures after mirroring left to right.
   */
  public int degrees() {
    int mirror = a * d - b * c;
    int x = a * mirror;
    int y = b * mirror;
    return y == 0 ? (x > 0 ? 0 : 180) : (y > 0 ? 90 : 270);
  }

  /**
   * Returns the index of the stored pixel that is displayed top left; stored rows have {@code
   * width} pixels.
   */
  public int base(int width, int height) {
    return (a < 0 || b < 0 ? width - 1 : 0) + (c < 0 || d < 0 ? (height - 1) * width : 0);
  }

  /** Returns the step of the stored index for one pixel to the right on the display. */
  public int stepX(int width) {
    return a + c * width;
  }

  /** Returns the step of the stored index for one pixel down on the display. */
  public int stepY(int width) {
    return b + d * width;
  }
}

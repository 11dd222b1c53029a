package io.euge.video;

import java.io.Serializable;

/**
 * The input picture of a network, and how frames of another shape are fitted to it.
 *
 * @param width in pixels
 * @param height in pixels
 * @param fit how frames of another aspect ratio are fitted
 * @param fill the value of every byte that the frame does not cover, from 0 to 255
 * @param resampling how frames are scaled
 */
public record Canvas(int width, int height, Fit fit, int fill, Resampling resampling)
    implements Serializable {
  /** Defines how frames of another aspect ratio are fitted to the canvas. */
  public enum Fit {
    /** Keeps the aspect ratio, with bars on both sides. */
    CENTERED,
    /** Keeps the aspect ratio, with bars to the right and below. */
    TOP_LEFT,
    /** Scales width and height separately, without bars. */
    STRETCHED
  }

  /** The fill of Darknet's letterbox. */
  public static final int GREY = 128;

  public Canvas {
    if (fill < 0 || fill > 255) {
      throw new IllegalArgumentException("a byte cannot be " + fill);
    }
    Math.multiplyExact(Math.multiplyExact(width, height), Letterbox.CHANNELS);
  }

  /** Returns a canvas with the frame in its center and gray bars. */
  public static Canvas centered(int width, int height) {
    return new Canvas(width, height, Fit.CENTERED, GREY, Resampling.GAUSSIAN);
  }
}

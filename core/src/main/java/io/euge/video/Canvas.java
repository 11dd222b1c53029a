package io.euge.video;

import java.io.Serializable;

/**
 * The picture that a network takes, and how frames of another shape are fitted to it.
 *
 * @param width in pixels
 * @param height in pixels
 * @param fit what is done with a frame of another aspect ratio
 * @param fill the value of every byte that the frame does not cover, from 0 to 255
 * @param resampling how frames are scaled
 */
public record Canvas(int width, int height, Fit fit, int fill, Resampling resampling)
    implements Serializable {
  /** What is done with a frame of another aspect ratio than the canvas has. */
  public enum Fit {
    /** The aspect ratio is kept; bars on both sides. */
    CENTERED,
    /** The aspect ratio is kept; bars to the right and below. */
    TOP_LEFT,
    /** Width and height are scaled separately; no bars. */
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

  /** Returns a canvas with the frame in its centre and grey bars around it. */
  public static Canvas centred(int width, int height) {
    return new Canvas(width, height, Fit.CENTERED, GREY, Resampling.GAUSSIAN);
  }
}

package io.euge.model.spec;

/**
 * How a frame is fitted to the size of a network's input.
 *
 * @param mode what is done with a frame of another aspect ratio
 * @param fill the value of every byte that the frame does not cover, from 0 to 255
 */
public record FrameFit(Mode mode, int fill) {
  /** What is done with a frame of another aspect ratio than the input's. */
  public enum Mode {
    /** The aspect ratio is kept; bars on both sides. */
    LETTERBOX_CENTERED,
    /** The aspect ratio is kept; bars to the right and below. */
    LETTERBOX_TOP_LEFT,
    /** Width and height are scaled separately; no bars. */
    STRETCHED
  }

  public FrameFit {
    if (fill < 0 || fill > 255) {
      throw new IllegalArgumentException("a byte cannot be " + fill);
    }
  }
}

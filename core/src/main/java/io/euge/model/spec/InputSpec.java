package io.euge.model.spec;

/**
 * The one input of a network: an image for each frame.
 *
 * @param name in the graph
 * @param width in pixels
 * @param height in pixels
 * @param layout where the channels are
 * @param type of the elements
 * @param colors the order of the channels
 * @param normalization how a frame's bytes become elements
 * @param fit how a frame is fitted to width and height
 * @param batches whether one run takes several frames; else it takes one
 */
public record InputSpec(
    String name,
    int width,
    int height,
    Layout layout,
    ElementType type,
    ColorOrder colors,
    Normalization normalization,
    FrameFit fit,
    boolean batches) {
  /** Red, green and blue. */
  public static final int CHANNELS = 3;

  /** The order of the dimensions of an image tensor. */
  public enum Layout {
    /** Frames, channels, rows, columns. */
    NCHW,
    /** Frames, rows, columns, channels. */
    NHWC
  }

  /** The order of the channels of a pixel. */
  public enum ColorOrder {
    RGB,
    BGR
  }

  public InputSpec {
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException("no image has %dx%d pixels".formatted(width, height));
    }
  }

  /** Returns an input that frames can be written into: bytes {@code [N, height, width, 3]}. */
  public static InputSpec rgbBytes(
      String name, int width, int height, FrameFit fit, boolean batches) {
    return new InputSpec(
        name,
        width,
        height,
        Layout.NHWC,
        ElementType.UINT8,
        ColorOrder.RGB,
        Normalization.NONE,
        fit,
        batches);
  }

  /** Returns the same input in another layout and type. */
  public InputSpec with(Layout other, ElementType elements) {
    return new InputSpec(name, width, height, other, elements, colors, normalization, fit, batches);
  }

  /** Returns the input as a tensor. */
  public TensorSpec tensor() {
    return layout == Layout.NHWC
        ? TensorSpec.ofFrames(name, type, height, width, CHANNELS)
        : TensorSpec.ofFrames(name, type, CHANNELS, height, width);
  }

  /** Returns the bytes of one frame. */
  public int frameBytes() {
    return Math.toIntExact(tensor().frameBytes());
  }
}

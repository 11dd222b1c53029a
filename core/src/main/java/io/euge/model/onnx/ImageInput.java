package io.euge.model.onnx;

import io.euge.model.UnsupportedInputException;
import io.euge.model.spec.FrameFit;
import io.euge.model.spec.InputSpec;
import io.euge.model.spec.InputSpec.Layout;
import io.euge.model.spec.TensorSpec;
import java.util.List;
import java.util.Optional;

/** Recognizes the input of a graph that takes an image for each frame. */
final class ImageInput {
  private static final long MAX_PIXELS = 1 << 16;

  private ImageInput() {}

  /**
   * Returns what the graph takes; empty if that is no image of a fixed size. A graph says nothing
   * of colors and scaling: they are taken to be those of the graphs that Euge writes.
   */
  static Optional<InputSpec> of(TensorSpec input, FrameFit fit) {
    long[] sizes = input.shape().stream().mapToLong(dimension -> dimension.size()).toArray();
    if (sizes.length != 4) {
      return Optional.empty();
    }
    for (Layout layout : List.of(Layout.NHWC, Layout.NCHW)) {
      int rows = layout == Layout.NHWC ? 1 : 2;
      long channels = layout == Layout.NHWC ? sizes[3] : sizes[1];
      long height = sizes[rows];
      long width = sizes[rows + 1];
      if (channels == InputSpec.CHANNELS
          && isPixels(height)
          && isPixels(width)
          && InputSpec.CHANNELS * height * width <= UnsupportedInputException.MAX_BYTES) {
        boolean batches = input.shape().get(0).isDynamic();
        InputSpec ours = InputSpec.rgbBytes(input.name(), (int) width, (int) height, fit, batches);
        return Optional.of(ours.with(layout, input.type()));
      }
    }
    return Optional.empty();
  }

  private static boolean isPixels(long length) {
    return length > 0 && length <= MAX_PIXELS;
  }
}

package io.euge.detection.importing;

import io.euge.model.spec.Dimension;
import io.euge.model.spec.InputSpec;
import io.euge.model.spec.InputSpec.Layout;
import io.euge.model.spec.TensorSpec;
import java.util.List;
import java.util.Optional;

/**
 * The input of a graph that takes the image.
 *
 * @param tensor as the graph declares it
 * @param layout where the channels are
 */
record ImageGuess(TensorSpec tensor, Layout layout) {
  /** Returns the first input that has the shape of an image; empty if none has. */
  static Optional<ImageGuess> of(List<TensorSpec> inputs) {
    for (TensorSpec input : inputs) {
      if (input.shape().size() == 4) {
        if (input.shape().get(1).size() == InputSpec.CHANNELS) {
          return Optional.of(new ImageGuess(input, Layout.NCHW));
        } else if (input.shape().get(3).size() == InputSpec.CHANNELS) {
          return Optional.of(new ImageGuess(input, Layout.NHWC));
        }
      }
    }
    return Optional.empty();
  }

  Dimension height() {
    return tensor.shape().get(layout == Layout.NCHW ? 2 : 1);
  }

  Dimension width() {
    return tensor.shape().get(layout == Layout.NCHW ? 3 : 2);
  }
}

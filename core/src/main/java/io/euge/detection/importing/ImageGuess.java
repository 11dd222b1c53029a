package io.euge.detection.importing;

import io.euge.model.spec.Dimension;
import io.euge.model.spec.InputSpec;
import io.euge.model.spec.InputSpec.Layout;
import io.euge.model.spec.TensorSpec;
import java.util.List;
import java.util.Locale;
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
    return first(inputs, Layout.NCHW, Layout.NHWC);
  }

  /**
   * Returns the first input that can have the shape of an image in a layout that the user says; a
   * dynamic number of channels is taken for three.
   */
  static Optional<ImageGuess> of(List<TensorSpec> inputs, Layout said) {
    return first(inputs, said)
        .or(
            () ->
                inputs.stream()
                    .filter(input -> input.shape().size() == 4)
                    .map(input -> new ImageGuess(input, said))
                    .filter(image -> image.channels().isDynamic())
                    .findFirst());
  }

  private static Optional<ImageGuess> first(List<TensorSpec> inputs, Layout... layouts) {
    for (TensorSpec input : inputs) {
      for (Layout layout : layouts) {
        ImageGuess image = new ImageGuess(input, layout);
        if (input.shape().size() == 4 && image.isOfColors()) {
          return Optional.of(image);
        }
      }
    }
    return Optional.empty();
  }

  /** Transformers exports name a dimension of any number of channels {@code num_channels}. */
  private boolean isOfColors() {
    Dimension channels = channels();
    return channels.isDynamic()
        ? channels.name().toLowerCase(Locale.ROOT).contains("channels")
        : channels.size() == InputSpec.CHANNELS;
  }

  private Dimension channels() {
    return tensor.shape().get(layout == Layout.NCHW ? 1 : 3);
  }

  Dimension height() {
    return tensor.shape().get(layout == Layout.NCHW ? 2 : 1);
  }

  Dimension width() {
    return tensor.shape().get(layout == Layout.NCHW ? 3 : 2);
  }
}

package io.euge.model.importing;

import io.euge.model.spec.FrameFit;
import io.euge.model.spec.InputSpec.ColorOrder;
import io.euge.model.spec.InputSpec.Layout;
import io.euge.model.spec.ValueRange;
import java.util.List;
import java.util.Optional;

/**
 * The preprocessing that a user or a sidecar states; each part is optional. A frame's bytes become
 * {@code (value - mean) / std}, where the value of a byte lies in the range.
 *
 * @param fit how a frame of another aspect ratio is fitted
 * @param fill the byte of what the frame does not cover
 * @param channels the order of the channels
 * @param range what the bytes 0 and 255 become
 * @param mean for each channel, in the order of the channels
 * @param std the standard deviation for each channel, in the order of the channels
 * @param layout where the channels are in the input's shape
 */
public record Preprocessing(
    Optional<FrameFit.Mode> fit,
    Optional<Integer> fill,
    Optional<ColorOrder> channels,
    Optional<ValueRange> range,
    Optional<List<Float>> mean,
    Optional<List<Float>> std,
    Optional<Layout> layout) {
  /** Leaves all open. */
  public static final Preprocessing NONE =
      new Preprocessing(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  public Preprocessing {
    mean = mean.map(List::copyOf);
    std = std.map(List::copyOf);
  }
}

package io.euge.model.spec;

import java.util.List;

/**
 * The normalization of a frame's bytes to the values of a network's input: {@code (byte * scale -
 * mean) / standardDeviation}.
 *
 * @param scale factor of every byte, such as 1/255
 * @param mean for each channel, in the order of the input's colors
 * @param standardDeviation for each channel, in the order of the input's colors
 */
public record Normalization(float scale, List<Float> mean, List<Float> standardDeviation) {
  /** The bytes as they are. */
  public static final Normalization NONE =
      new Normalization(1, List.of(0f, 0f, 0f), List.of(1f, 1f, 1f));

  public Normalization {
    mean = List.copyOf(mean);
    standardDeviation = List.copyOf(standardDeviation);
  }
}

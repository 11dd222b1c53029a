package io.euge.model.darknet;

import java.nio.FloatBuffer;

/**
 * A network's floats in the order Darknet stores them: section by section, each in {@link Part}s.
 */
interface Weights extends AutoCloseable {
  /** What the floats asked for are, in the order they come for one convolution. */
  enum Part {
    BIAS,
    SCALE,
    MEAN,
    VARIANCE,
    /** {@code [filters, channels / groups, size, size]}. */
    KERNEL
  }

  /**
   * Fills a buffer to its limit with the next floats.
   *
   * @param fanIn the kernel's numbers for one filter
   */
  void read(Part part, int fanIn, FloatBuffer target);

  @Override
  void close();
}

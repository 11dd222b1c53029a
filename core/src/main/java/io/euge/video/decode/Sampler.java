package io.euge.video.decode;

import io.euge.video.Sampling;
import io.euge.video.Sampling.Rule;

/** Applies a {@link Sampling} to the frames of a video. */
final class Sampler {
  /** Times are sums of fractions: a smaller difference is a rounding error. */
  private static final double EPSILON = 1e-6;

  private final Rule rule;
  private final double number;

  Sampler(Sampling sampling) {
    this.rule = sampling.rule();
    this.number = sampling.number();
  }

  /** Returns whether only keyframes are decoded. */
  boolean keyframesOnly() {
    return rule == Rule.KEYFRAMES;
  }

  /** Returns whether frames are skipped that others may refer to. */
  boolean isSparse() {
    return rule == Rule.EVERY || rule == Rule.PER_SECOND;
  }

  /**
   * Returns whether a frame is selected.
   *
   * @param next presentation time in seconds of the frame after it
   */
  boolean selects(long index, double seconds, double next, boolean key) {
    return switch (rule) {
      case ALL -> true;
      case EVERY -> index % (long) number == 0;
      case PER_SECOND -> Math.ceil(seconds * number - EPSILON) < next * number - EPSILON;
      case KEYFRAMES -> key;
    };
  }
}

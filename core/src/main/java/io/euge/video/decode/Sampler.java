package io.euge.video.decode;

import io.euge.video.Sampling;
import io.euge.video.Sampling.Rule;

/** Applies a {@link Sampling} to the frames of a video. */
final class Sampler {
  /** Times are products of fractions: a smaller difference is a rounding error. */
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
   * @param before seconds of the frame before it, negative infinity for the first; read only if
   *     {@link #usesTimes()}, as {@code seconds}
   */
  boolean selects(long index, double before, double seconds, boolean key) {
    return switch (rule) {
      case ALL -> true;
      case EVERY -> index % (long) number == 0;
      case PER_SECOND -> isFirst(before, seconds);
      case KEYFRAMES -> key;
    };
  }

  /** Returns whether the selection depends on the times of frames. */
  boolean usesTimes() {
    return rule == Rule.PER_SECOND;
  }

  /** Returns whether an instant k / N lies after one frame, and not after the next. */
  private boolean isFirst(double before, double seconds) {
    return Math.floor(before * number + EPSILON) < Math.floor(seconds * number + EPSILON);
  }
}

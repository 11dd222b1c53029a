package io.euge.video.decode;

import io.euge.video.Sampling;
import io.euge.video.Sampling.Rule;

/** Applies a {@link Sampling} to the frames of a video. */
final class Sampler {
  /** Times are sums of fractions; what differs by less is the same instant. */
  private static final double INSTANT = 1e-6;

  private final Rule rule;
  private final double number;

  Sampler(Sampling sampling) {
    this.rule = sampling.rule();
    this.number = sampling.number();
  }

  /** Whether only keyframes go into the decoder. */
  boolean keyframesOnly() {
    return rule == Rule.KEYFRAMES;
  }

  /** Whether frames are left out that others may be decoded from. */
  boolean isSparse() {
    return rule == Rule.EVERY || rule == Rule.PER_SECOND;
  }

  /**
   * Whether a frame is wanted.
   *
   * @param next presentation time in seconds of the frame after it
   */
  boolean wants(long index, double seconds, double next, boolean key) {
    return switch (rule) {
      case ALL -> true;
      case EVERY -> index % (long) number == 0;
      case PER_SECOND -> Math.ceil(seconds * number - INSTANT) < next * number - INSTANT;
      case KEYFRAMES -> key;
    };
  }
}

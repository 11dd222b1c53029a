package io.euge.video;

import io.euge.EugeException;
import java.io.Serializable;

/**
 * Selects frames of a video. The rule applies to a frame's index or time in the whole video, so it
 * does not matter how the video is split.
 *
 * @param rule the rule that selects frames
 * @param number the parameter of the rule; 0 if it has none
 */
public record Sampling(Rule rule, double number) implements Serializable {
  /** A rule that selects frames. */
  public enum Rule {
    /** Every frame. */
    ALL,
    /** Frames whose index is a multiple of the number. */
    EVERY,
    /**
     * The first frame at or after each of the instants 0, 1/number, 2/number ... seconds, each
     * frame once.
     */
    PER_SECOND,
    /** Keyframes; the others are not decoded. */
    KEYFRAMES
  }

  /** Every frame. */
  public static final Sampling ALL = new Sampling(Rule.ALL, 0);

  /** Keyframes only. */
  public static final Sampling KEYFRAMES = new Sampling(Rule.KEYFRAMES, 0);

  /**
   * Selects every n-th frame, starting with the first.
   *
   * @throws EugeException if {@code n} is below 1
   */
  public static Sampling every(long n) {
    if (n < 1) {
      throw new EugeException("Cannot take every " + n + " frames; give a whole number from 1");
    }
    return n == 1 ? ALL : new Sampling(Rule.EVERY, n);
  }

  /**
   * Selects a number of frames per second of the video.
   *
   * @throws EugeException if {@code frames} is not above 0 and at most 1000
   */
  public static Sampling perSecond(double frames) {
    if (!(frames > 0 && frames <= 1000)) {
      throw new EugeException(
          "Cannot take " + frames + " frames a second; give a number above 0, at most 1000");
    }
    return new Sampling(Rule.PER_SECOND, frames);
  }
}

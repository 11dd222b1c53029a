package io.euge.video.demux;

/**
 * A clock that begins again after a period, as the 33 bits of MPEG do after 26.5 hours. Its values
 * are compared with one another, not those that FFmpeg corrects: it takes each value far below the
 * first one for a later time.
 *
 * @param period ticks; 0 if the clock does not begin again
 */
record CyclicClock(long period) {
  static final CyclicClock NONE = new CyclicClock(0);

  /** A recorder that starts again jumps further than this part of the period, almost always. */
  private static final int NEAR = 32;

  /** Returns the clock whose values have a number of bits. */
  static CyclicClock ofBits(int bits) {
    return new CyclicClock(1L << bits);
  }

  /**
   * Returns the time that a value stands for. Values at the two ends of the period are near to each
   * other: the clock has begun again between them.
   *
   * @param before a time that was read before
   */
  long time(long value, long before) {
    if (period == 0) {
      return value;
    }
    long forward = Math.floorMod(value, period) - Math.floorMod(before, period);
    long far = period - period / NEAR;
    return before
        + (forward > far ? forward - period : forward < -far ? forward + period : forward);
  }

  /** Returns whether a value stands for a time before another one. */
  boolean isBefore(long value, long other) {
    return time(value, other) < other;
  }
}

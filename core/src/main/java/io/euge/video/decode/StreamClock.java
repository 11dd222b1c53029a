package io.euge.video.decode;

/**
 * Converts the ticks of a stream to seconds from its start.
 *
 * @param start ticks at which the stream starts
 * @param tick seconds of one tick
 * @param frameSeconds the average duration of a frame
 */
record StreamClock(long start, double tick, double frameSeconds) {
  private static final double DEFAULT_FRAME_SECONDS = 0.04;

  /**
   * @param framesPerSecond the average rate, 0 if unknown
   */
  static StreamClock of(long start, double tick, double framesPerSecond) {
    return new StreamClock(
        start, tick, framesPerSecond > 0 ? 1 / framesPerSecond : DEFAULT_FRAME_SECONDS);
  }

  double seconds(long ticks) {
    return (ticks - start) * tick;
  }
}

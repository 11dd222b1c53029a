package io.euge.spark.ui;

import java.util.List;

/**
 * Frames over time.
 *
 * @param frames those of each interval
 * @param start of the first interval, in milliseconds
 * @param end of what is known, in the last interval
 * @param width of an interval, in milliseconds
 */
public record RateSeries(List<Double> frames, long start, long end, long width) {
  /** Returns the end of an interval; that of the last is the end of what is known. */
  public long endOf(int interval) {
    return Math.min(end, start + (interval + 1) * width);
  }

  /** Returns the frames a second in an interval. */
  public double perSecond(int interval) {
    return frames.get(interval) * 1000 / Math.max(1, endOf(interval) - start - interval * width);
  }
}

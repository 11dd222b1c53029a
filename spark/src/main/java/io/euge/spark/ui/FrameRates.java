package io.euge.spark.ui;

import java.util.Arrays;

/**
 * Frames over time: a number for each of some intervals of one width. When there would be too many
 * intervals, they are joined in pairs.
 *
 * <p>Not thread-safe.
 */
final class FrameRates {
  static final int MAX_INTERVALS = 240;

  private double[] frames = new double[MAX_INTERVALS];
  private long start = -1;
  private long end = -1;
  private long width = 1000;
  private int used;

  /** Spreads frames over the time in which they were read. */
  void add(long from, long to, long count) {
    if (start < 0) {
      start = from;
    }
    long first = Math.max(start, from);
    long last = Math.max(first + 1, to);
    while (last > start + width * MAX_INTERVALS) {
      join();
    }
    this.end = Math.max(this.end, last);
    double each = count / (double) (last - first);
    for (int i = (int) ((first - start) / width); i * width < last - start; i++) {
      long begin = Math.max(first, start + i * width);
      long end = Math.min(last, start + (i + 1) * width);
      frames[i] += each * (end - begin);
      used = Math.max(used, i + 1);
    }
  }

  private void join() {
    double[] joined = new double[MAX_INTERVALS];
    for (int i = 0; i < used; i++) {
      joined[i / 2] += frames[i];
    }
    frames = joined;
    width *= 2;
    used = (used + 1) / 2;
  }

  RateSeries series() {
    return new RateSeries(Arrays.stream(frames, 0, used).boxed().toList(), start, end, width);
  }
}

package io.euge.counting.table;

import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.Optional;

/**
 * A time in which vehicles are counted.
 *
 * @param time of its beginning, if known
 * @param begin in seconds from the first frame of the video; less than 0 if it began before that
 * @param end in seconds from the first frame
 */
public record Interval(Optional<ZonedDateTime> time, double begin, double end) {
  private static final double NANOS = 1e9;

  /** Returns the seconds of the interval in which the video runs. */
  double observed(double videoSeconds) {
    return Math.max(0, Math.min(end, videoSeconds) - Math.max(begin, 0));
  }

  /**
   * Returns the beginning of a video's first interval, in seconds from its first frame: the first
   * frame itself, or the full interval of the clock's day before it.
   */
  static double first(Optional<ZonedDateTime> start, Duration length) {
    if (start.isEmpty()) {
      return 0;
    }
    long nanos = start.get().toLocalTime().toNanoOfDay();
    return -(double) (nanos % length.toNanos()) / NANOS;
  }

  /** Returns an interval of a video. */
  static Interval of(Optional<ZonedDateTime> start, Duration length, double first, int index) {
    double seconds = length.toNanos() / NANOS;
    long nanos = Math.round(first * NANOS);
    return new Interval(
        start.map(time -> time.plusNanos(nanos).plus(length.multipliedBy(index))),
        first + index * seconds,
        first + (index + 1) * seconds);
  }
}

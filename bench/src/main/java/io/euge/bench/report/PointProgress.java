package io.euge.bench.report;

import io.euge.cli.console.StatusLine;
import java.time.Duration;

/** The progress of an experiment that measures points. */
public final class PointProgress {
  private static final int SECONDS = 120;

  private final int points;
  private final long begin;
  private final long end;
  private int open;
  private int measured;

  /**
   * Creates the progress of an experiment that begins to measure now.
   *
   * @param points number of all points
   * @param open number of those that are to be measured
   * @param end the {@link System#nanoTime} after which no point begins
   */
  public PointProgress(int points, int open, long end) {
    this(points, open, System.nanoTime(), end);
  }

  PointProgress(int points, int open, long begin, long end) {
    this.points = points;
    this.open = open;
    this.begin = begin;
    this.end = end;
  }

  /** Prints to standard error that a point is measured next, and about how long all will take. */
  public void next(int number) {
    StatusLine.print(line(number, System.nanoTime()));
  }

  /**
   * Returns the line. The remaining time is that of the open points at the mean time of the
   * measured ones, at most until the end, and unknown before the first.
   */
  String line(int number, long now) {
    String line = "point %d of %d".formatted(number, points);
    if (measured == 0) {
      return line;
    }
    long nanos = Math.min((now - begin) / measured * open, end - now);
    long left = Math.max(1, Duration.ofNanos(nanos).toSeconds());
    return line
        + (left < SECONDS ? ", about " + left + " s left" : ", about " + left / 60 + " min left");
  }

  /** Records that a point was measured. */
  public void measured() {
    measured++;
    open--;
  }
}

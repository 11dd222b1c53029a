package io.euge.counting;

import io.euge.counting.layout.Point;

/**
 * Extends a track at its ends, in a straight line at the mean motion there: vehicles appear from
 * behind others, and are found late and lost early, so that many tracks begin just behind a line or
 * end just before it. A track that is shorter than two fifths of the extension, or that hardly
 * moves there, is not extended.
 *
 * @param reach how much longer a track becomes at each end, in the unit of its times
 * @param end the time of the last frame; no track is extended beyond it, or before the time 0
 */
public record PathEnds(double reach, double end) {
  /** As long as the usual tracker continues a track that it does not see. */
  private static final double SECONDS = 1;

  private static final double LEAST_PART = 0.4;

  /** Extends tracks whose times are seconds. */
  public static PathEnds ofSeconds(double end) {
    return new PathEnds(SECONDS, end);
  }

  /** Extends tracks whose times are frames. */
  public static PathEnds ofFrames(double framesPerSecond, double end) {
    return new PathEnds(SECONDS * framesPerSecond, end);
  }

  /** Returns a track with its extensions. */
  TrackPath extend(TrackPath path) {
    if (path.count() == 0) {
      return path;
    }
    int last = path.count() - 1;
    double begins = path.seconds(0);
    double ends = path.seconds(last);
    int early = 0;
    while (early < last && path.seconds(early + 1) <= begins + reach) {
      early++;
    }
    int late = last;
    while (late > 0 && path.seconds(late - 1) >= ends - reach) {
      late--;
    }
    TrackPath extended = new TrackPath();
    add(extended, path, 0, early, Math.max(0, begins - reach));
    extended.append(path);
    add(extended, path, last, late, Math.min(end, ends + reach));
    return extended;
  }

  private void add(TrackPath extended, TrackPath path, int index, int inner, double seconds) {
    Point from = path.point(inner);
    Point to = path.point(index);
    double time = path.seconds(index) - path.seconds(inner);
    boolean moves = Math.abs(time) >= LEAST_PART * reach && from.distance(to) >= path.margin(index);
    double part = (seconds - path.seconds(index)) / time;
    if (moves && part > 0) {
      extended.append(
          seconds,
          to.x() + part * (to.x() - from.x()),
          to.y() + part * (to.y() - from.y()),
          path.margin(index));
    }
  }
}

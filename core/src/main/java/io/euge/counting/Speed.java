package io.euge.counting;

import io.euge.counting.layout.GroundPlane;
import java.util.OptionalDouble;

/** The speed of vehicles on the road, from their positions around a time. */
public final class Speed {
  private static final double AROUND = 0.5;

  private Speed() {}

  /**
   * Returns the speed in meters per second between the positions half a second before and after a
   * time, or the nearest beyond these; empty if the track has only one position there.
   *
   * @param seconds of times before the track begins and after it ends, the speed is that at its end
   */
  public static OptionalDouble at(double seconds, TrackPath path, GroundPlane plane) {
    if (path.count() == 0) {
      return OptionalDouble.empty();
    }
    int first = 0;
    int last = path.count() - 1;
    double at = Math.max(path.seconds(first), Math.min(path.seconds(last), seconds));
    while (first + 1 < path.count() && path.seconds(first + 1) <= at - AROUND) {
      first++;
    }
    while (last > 0 && path.seconds(last - 1) >= at + AROUND) {
      last--;
    }
    double time = last > first ? path.seconds(last) - path.seconds(first) : 0;
    if (time <= 0) {
      return OptionalDouble.empty();
    }
    double meters = plane.meters(path.point(first)).distance(plane.meters(path.point(last)));
    return OptionalDouble.of(meters / time);
  }
}

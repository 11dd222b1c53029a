package io.euge.counting;

import java.util.List;
import java.util.stream.DoubleStream;

/**
 * How many vehicles are in a zone during an interval.
 *
 * @param mean over the interval's time
 * @param most at one time
 */
public record Occupancy(double mean, int most) {
  /**
   * Returns the occupancy from a beginning to before an end.
   *
   * @param visits of one zone by all tracks
   */
  public static Occupancy of(List<ZoneVisit> visits, double begin, double end) {
    double seconds = 0;
    for (ZoneVisit visit : visits) {
      seconds += Math.max(0, Math.min(end, visit.end()) - Math.max(begin, visit.begin()));
    }
    int most =
        (int)
            DoubleStream.concat(
                    DoubleStream.of(begin), visits.stream().mapToDouble(ZoneVisit::begin))
                .filter(at -> at >= begin && at < end)
                .mapToLong(at -> present(visits, at))
                .max()
                .orElse(0);
    return new Occupancy(seconds / (end - begin), most);
  }

  private static long present(List<ZoneVisit> visits, double at) {
    return visits.stream().filter(visit -> visit.begin() <= at && at < visit.end()).count();
  }
}

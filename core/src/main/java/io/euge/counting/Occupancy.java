package io.euge.counting;

import java.util.Arrays;
import java.util.List;

/**
 * The number of vehicles in a zone during an interval.
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
    double[] begins = new double[visits.size()];
    double[] ends = new double[visits.size()];
    int count = 0;
    for (ZoneVisit visit : visits) {
      double from = Math.max(begin, visit.begin());
      double to = Math.min(end, visit.end());
      if (to > from) {
        seconds += to - from;
        begins[count] = from;
        ends[count] = to;
        count++;
      }
    }
    Arrays.sort(begins, 0, count);
    Arrays.sort(ends, 0, count);
    return new Occupancy(end > begin ? seconds / (end - begin) : 0, most(begins, ends, count));
  }

  /** Goes through the times at which vehicles come; those who left by then have gone. */
  private static int most(double[] begins, double[] ends, int count) {
    int most = 0;
    int left = 0;
    for (int come = 0; come < count; come++) {
      while (ends[left] <= begins[come]) {
        left++;
      }
      most = Math.max(most, come + 1 - left);
    }
    return most;
  }
}

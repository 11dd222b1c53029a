package io.euge.counting.comparison;

import io.euge.counting.TrafficVolume;

/**
 * The vehicles of all classes in one direction over a line during an hour.
 *
 * @param time of its first interval, as it was written
 * @param direction empty for both
 * @param hours that its intervals have, at most 1 unless one interval is longer
 */
public record ComparedHour(
    String time, String line, String direction, TrafficVolume volume, double hours) {
  /** Returns the GEH statistic of the hourly volumes. */
  public double geh() {
    return volume.geh(hours);
  }

  /** Returns whether the hour agrees with the manual count. */
  public boolean agrees() {
    return geh() < TrafficVolume.GEH_LIMIT;
  }
}

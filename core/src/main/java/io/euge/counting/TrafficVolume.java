package io.euge.counting;

/**
 * A count and the manual count to compare it with.
 *
 * @param counted vehicles that Euge counted
 * @param manual vehicles that people counted
 */
public record TrafficVolume(double counted, double manual) {
  /** Below it a modelled hourly volume agrees with a manual one. */
  public static final double GEH_LIMIT = 5;

  /** Returns counted less manual. */
  public double difference() {
    return counted - manual;
  }

  /** Returns the difference in percent of the manual count; NaN if that is 0 and the other not. */
  public double percent() {
    return difference() == 0 ? 0 : manual == 0 ? Double.NaN : 100 * difference() / manual;
  }

  /**
   * Returns the GEH statistic (G. E. Havers; UK Department for Transport, Design Manual for Roads
   * and Bridges, volume 12) of the volumes of an hour.
   *
   * @param hours that the counts are of
   */
  public double geh(double hours) {
    double c = counted / hours;
    double m = manual / hours;
    return c + m == 0 ? 0 : Math.sqrt(2 * (c - m) * (c - m) / (c + m));
  }
}

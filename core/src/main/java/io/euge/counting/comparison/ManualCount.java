package io.euge.counting.comparison;

/**
 * A number of vehicles that a person counted.
 *
 * @param seconds of the beginning of the interval: since 1970 in UTC where times are absolute, else
 *     from the first frame
 * @param time the same as it was written
 * @param line its name
 * @param direction its name; empty for both
 * @param label the class; empty for all
 */
public record ManualCount(
    double seconds, String time, String line, String direction, String label, long count) {
  /** Returns the beginning in milliseconds, so that times that were computed are equal. */
  long millis() {
    return Math.round(seconds * 1000);
  }
}

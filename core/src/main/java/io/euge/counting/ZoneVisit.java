package io.euge.counting;

import java.io.Serializable;

/**
 * A vehicle was in a zone.
 *
 * @param zone its name
 * @param begin when it came in, or was first seen
 * @param end when it went out, or was last seen
 * @param entered whether it was seen to come in
 * @param left whether it was seen to go out
 */
public record ZoneVisit(String zone, double begin, double end, boolean entered, boolean left)
    implements Serializable {
  /** Returns the seconds in the zone; at least, if the vehicle was not seen to come and go. */
  public double dwell() {
    return end - begin;
  }
}

package io.euge.counting.table;

import java.util.Locale;

/** The kinds of events that are counted. */
public enum CountEvent {
  /** A vehicle crossed a line. */
  CROSSING,
  /** A vehicle came into a zone. */
  ENTRY,
  /** A vehicle left a zone. */
  EXIT,
  /** A vehicle was in a zone for a part of the interval or all of it. */
  PRESENCE,
  /** A vehicle reached the end of a route. */
  ROUTE;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}

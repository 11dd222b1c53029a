package io.euge.traffic;

import java.util.Locale;

/** The classes of vehicles, in the order of their numbers. */
public enum Kind {
  CAR,
  VAN,
  BUS,
  TRUCK,
  MOTORCYCLE;

  /** As a model's labels name it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}

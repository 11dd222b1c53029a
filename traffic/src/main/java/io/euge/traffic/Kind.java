package io.euge.traffic;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The classes of vehicles, in the order of their numbers. */
public enum Kind {
  CAR,
  VAN,
  BUS,
  TRUCK,
  MOTORCYCLE;

  /** All labels, each at its class's number. */
  public static List<String> labels() {
    return Arrays.stream(values()).map(Kind::label).toList();
  }

  /** As a model's labels name it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}

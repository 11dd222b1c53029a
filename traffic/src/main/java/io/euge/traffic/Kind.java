package io.euge.traffic;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The classes of vehicles, in the order of their class indices. */
public enum Kind {
  CAR,
  VAN,
  BUS,
  TRUCK,
  MOTORCYCLE;

  /** Returns all labels, in the order of their class indices. */
  public static List<String> labels() {
    return Arrays.stream(values()).map(Kind::label).toList();
  }

  /** Returns the label of this class in a model's list of labels. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}

package io.euge;

import java.util.Locale;

/** Writes a number with its noun, as in {@code 1 node} and {@code 1,126 frames}. */
public final class Quantity {
  private Quantity() {}

  /** Returns the number with the noun, which gets an s unless the number is 1. */
  public static String of(long count, String noun) {
    return of(count, noun, noun + "s");
  }

  /** Returns the number with the noun in the singular or the plural. */
  public static String of(long count, String one, String several) {
    return String.format(Locale.ROOT, "%,d %s", count, count == 1 ? one : several);
  }
}

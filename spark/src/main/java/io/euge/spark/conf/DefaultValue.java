package io.euge.spark.conf;

import java.util.function.Supplier;

/**
 * What holds when an entry is not set.
 *
 * @param text the value as a user would write it if {@code literal}, else a description of what
 *     happens; empty if there is nothing to say
 * @param literal whether the text is a value
 */
record DefaultValue<T>(String text, boolean literal, Supplier<T> value) {
  /** Returns a default that a user could write. */
  static <T> DefaultValue<T> literal(ValueType<T> type, String text) {
    return new DefaultValue<>(text, true, () -> type.parse(text));
  }

  /** Returns a default that no text stands for. */
  static <T> DefaultValue<T> described(String description, Supplier<T> value) {
    return new DefaultValue<>(description, false, value);
  }
}

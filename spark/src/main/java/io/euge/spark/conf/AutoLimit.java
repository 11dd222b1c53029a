package io.euge.spark.conf;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A limit that a user sets, disables, or leaves to Euge.
 *
 * @param auto whether Euge chooses it
 * @param given empty for {@code auto} and {@code none}
 */
public record AutoLimit<T>(boolean auto, Optional<T> given) {
  /** Returns the type that takes {@code auto}, {@code none} and what the parser takes. */
  static <T> ValueType<AutoLimit<T>> type(String form, Function<String, T> parser) {
    return new ValueType<>(
        form,
        text ->
            switch (text.toLowerCase(Locale.ROOT)) {
              case "auto" -> new AutoLimit<>(true, Optional.empty());
              case "none" -> new AutoLimit<>(false, Optional.empty());
              default -> new AutoLimit<>(false, Optional.of(parser.apply(text)));
            });
  }

  /** Returns the limit; empty for none. */
  Optional<T> or(Supplier<Optional<T>> automatic) {
    return auto ? automatic.get() : given;
  }
}

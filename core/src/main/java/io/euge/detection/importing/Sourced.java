package io.euge.detection.importing;

import io.euge.model.importing.Finding;
import io.euge.model.importing.Finding.Source;
import java.util.function.Function;

/** A value and what said it. */
record Sourced<T>(T value, Source source) {
  Finding finding(String part) {
    return finding(part, String::valueOf);
  }

  Finding finding(String part, Function<T, String> text) {
    return new Finding(part, text.apply(value), source);
  }
}

package io.euge.cli.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Writes one line of JSON, of maps, lists, numbers, strings and nulls. */
public final class Json {
  private Json() {}

  /** Returns the value as one line of JSON. */
  public static String line(Object value) {
    try {
      return new ObjectMapper().writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("no JSON: " + value, e);
    }
  }

  /** Returns the value, or null if it is empty, which becomes a JSON null. */
  public static Long orNull(OptionalLong value) {
    return value.isPresent() ? value.getAsLong() : null;
  }

  /** Returns the value, or null if it is empty. */
  public static Integer orNull(OptionalInt value) {
    return value.isPresent() ? value.getAsInt() : null;
  }

  /** Returns the value, or null if it is empty. */
  public static Double orNull(OptionalDouble value) {
    return value.isPresent() ? value.getAsDouble() : null;
  }

  /** Returns the value, or null if it is empty. */
  public static <T> T orNull(Optional<T> value) {
    return value.orElse(null);
  }
}

package io.euge.simulation;

import io.euge.EugeException;
import io.euge.Printable;
import java.util.HashSet;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;

/** Reads a parameter file in which every key must be known and present. */
final class ParameterFile {
  private final String source;
  private final Properties properties;
  private final Set<String> asked = new HashSet<>();

  ParameterFile(String source, Properties properties) {
    this.source = source;
    this.properties = properties;
  }

  String text(String key) {
    return optional(key).orElseThrow(() -> wrong(key + " is missing"));
  }

  Optional<String> optional(String key) {
    asked.add(key);
    return Optional.ofNullable(properties.getProperty(key))
        .map(String::strip)
        .filter(text -> !text.isEmpty());
  }

  long mebibytes(String key) {
    return (long) (number(key, 0, 1e9) * (1 << 20));
  }

  double number(String key, double least, double most) {
    String text = text(key);
    try {
      double number = Double.parseDouble(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw wrong("%s is '%s', no number".formatted(key, Printable.of(text)));
    }
    throw wrong("%s is %s, and must be from %s to %s".formatted(key, text, least, most));
  }

  void requireNothingElse() {
    Set<String> others = new TreeSet<>(properties.stringPropertyNames());
    others.removeAll(asked);
    if (!others.isEmpty()) {
      throw wrong("nothing is called " + Printable.of(String.join(", ", others)));
    }
  }

  private EugeException wrong(String what) {
    return new EugeException(
        "The parameters of a GPU in %s cannot be used: %s; see the keys in t4.properties"
            .formatted(source, what));
  }
}

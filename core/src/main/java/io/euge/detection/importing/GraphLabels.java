package io.euge.detection.importing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Reads labels from the metadata of graphs. */
final class GraphLabels {
  private static final String ULTRALYTICS = "names";

  /** Under which other tools write them. */
  private static final List<String> KEYS = List.of(ULTRALYTICS, "class_names", "classes", "labels");

  private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

  private GraphLabels() {}

  /** Returns whether a file says that it has labels. */
  static boolean arePresent(Map<String, String> metadata) {
    return metadata.containsKey(ULTRALYTICS);
  }

  /** Returns the labels that a file has; empty if it has none that can be read. */
  static Optional<List<String>> of(Map<String, String> metadata) {
    return KEYS.stream()
        .filter(metadata::containsKey)
        .flatMap(key -> ofPython(metadata.get(key)).stream())
        .findFirst();
  }

  /**
   * Reads what Python writes for a dictionary of numbers from 0 and names, or a list of names:
   * {@code {0: 'person', 1: "dog's bowl"}}.
   */
  static Optional<List<String>> ofPython(String text) {
    Map<Integer, String> names = new TreeMap<>();
    PythonReader reader = new PythonReader(text);
    boolean list = reader.skip('[');
    if (list || reader.skip('(')) {
      while (!reader.skip(list ? ']' : ')')) {
        Optional<String> name = name(reader);
        if (name.isEmpty()) {
          return Optional.empty();
        }
        names.put(names.size(), name.get());
        reader.skip(',');
      }
    } else if (reader.skip('{')) {
      while (!reader.skip('}')) {
        Optional<Integer> number = reader.number().or(() -> quotedNumber(reader));
        boolean colon = reader.skip(':');
        Optional<String> name = name(reader);
        if (number.isEmpty() || !colon || name.isEmpty()) {
          return Optional.empty();
        }
        names.put(number.get(), name.get());
        reader.skip(',');
      }
    }
    boolean complete =
        !names.isEmpty()
            && new ArrayList<>(names.keySet()).get(names.size() - 1) == names.size() - 1;
    return complete ? Optional.of(List.copyOf(names.values())) : Optional.empty();
  }

  /** A name that YAML takes for a number or a truth value has no quotes. */
  private static Optional<String> name(PythonReader reader) {
    return reader.text().or(reader::word);
  }

  /** As JSON has numbers of classes. */
  private static Optional<Integer> quotedNumber(PythonReader reader) {
    return reader.text().filter(text -> NUMBER.matcher(text).matches()).map(Integer::valueOf);
  }
}

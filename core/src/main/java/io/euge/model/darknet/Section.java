package io.euge.model.darknet;

import io.euge.Printable;
import io.euge.model.ModelException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * One section of a cfg, with the lines its parts stand on, so that each complaint can say where.
 */
final class Section {
  private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]{1,10}");
  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]{1,3})?");

  private final String file;
  private final String kind;
  private final int line;
  private final Map<String, Value> values = new LinkedHashMap<>();

  private record Value(String text, int line) {}

  Section(String file, String kind, int line) {
    this.file = file;
    this.kind = kind;
    this.line = line;
  }

  String kind() {
    return kind;
  }

  /** Where a key is given twice the first counts, as in Darknet. */
  void put(String key, String text, int valueLine) {
    values.putIfAbsent(key, new Value(text, valueLine));
  }

  boolean has(String key) {
    return values.containsKey(key);
  }

  String text(String key, String otherwise) {
    Value value = values.get(key);
    return value == null ? otherwise : value.text;
  }

  int integer(String key, int otherwise, int least, int most) {
    if (!has(key)) {
      return otherwise;
    }
    int number = wholeNumber(key, text(key, ""));
    if (number < least || number > most) {
      throw problem(key, "must be from " + least + " to " + most);
    }
    return number;
  }

  boolean flag(String key) {
    return integer(key, 0, Integer.MIN_VALUE, Integer.MAX_VALUE) != 0;
  }

  float number(String key, float otherwise) {
    return has(key) ? decimal(key, text(key, "")) : otherwise;
  }

  List<Integer> integers(String key) {
    return list(key, item -> wholeNumber(key, item));
  }

  List<Float> numbers(String key) {
    return list(key, item -> decimal(key, item));
  }

  /** Complains about a setting that changes what the section computes in a way not known here. */
  void unsupportedUnless(String key, float harmless) {
    if (has(key) && number(key, harmless) != harmless) {
      throw problem(key, "is not supported; only " + harmless + " is");
    }
  }

  /** A complaint about the whole section. */
  ModelException problem(String what) {
    return new ModelException(file + " line " + line + ": [" + Printable.of(kind) + "] " + what);
  }

  /** A complaint about one value. */
  ModelException problem(String key, String what) {
    Value value = values.get(key);
    return value == null
        ? problem("has no " + key + ", which " + what)
        : new ModelException(
            file
                + " line "
                + value.line
                + ": "
                + key
                + "="
                + Printable.of(value.text)
                + " "
                + what);
  }

  private int wholeNumber(String key, String text) {
    if (WHOLE.matcher(text).matches()) {
      long number = Long.parseLong(text);
      if (number == (int) number) {
        return (int) number;
      }
    }
    throw problem(key, "must be a whole number" + place(key, text));
  }

  private float decimal(String key, String text) {
    if (DECIMAL.matcher(text).matches()) {
      float number = Float.parseFloat(text);
      if (Float.isFinite(number)) {
        return number;
      }
    }
    throw problem(key, "must be a number" + place(key, text));
  }

  private String place(String key, String item) {
    return item.equals(text(key, "")) ? "" : ", and '" + Printable.of(item) + "' is none";
  }

  private <T> List<T> list(String key, Function<String, T> number) {
    List<T> numbers = new ArrayList<>();
    String text = text(key, "");
    // A comma at the end is common in published files and means nothing to Darknet.
    String items = text.endsWith(",") ? text.substring(0, text.length() - 1) : text;
    if (!items.isEmpty()) {
      for (String item : items.split(",", -1)) {
        numbers.add(number.apply(item));
      }
    }
    return numbers;
  }
}

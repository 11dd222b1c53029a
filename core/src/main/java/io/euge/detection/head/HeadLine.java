package io.euge.detection.head;

import io.euge.Printable;
import io.euge.model.ModelException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One line of a head's description in a graph file's metadata: the family, and values by their
 * names, such as {@code yolov8 output=output0 classes=80 boxes=8400}.
 */
public final class HeadLine {
  private final String family;
  private final Map<String, String> values = new LinkedHashMap<>();

  private HeadLine(String family) {
    this.family = family;
  }

  /** Returns a line without values. */
  public static HeadLine of(String family) {
    return new HeadLine(family);
  }

  /**
   * Reads a line.
   *
   * @throws ModelException if it is none
   */
  public static HeadLine parse(String text) {
    String[] parts = text.split(" ", -1);
    HeadLine line = new HeadLine(parts[0]);
    for (int i = 1; i < parts.length; i++) {
      int equals = parts[i].indexOf('=');
      if (equals < 1
          || line.values.put(
                  parts[i].substring(0, equals), unquoted(parts[i].substring(equals + 1)))
              != null) {
        throw unreadable(text);
      }
    }
    return line;
  }

  /** Adds a value. */
  public HeadLine with(String name, Object value) {
    values.put(name, value.toString());
    return this;
  }

  /** Removes values, also ones that are not there. */
  HeadLine without(String... names) {
    List.of(names).forEach(values::remove);
    return this;
  }

  /** Returns the family. */
  public String family() {
    return family;
  }

  /** Returns whether there is a value. */
  public boolean has(String name) {
    return values.containsKey(name);
  }

  /** Returns a text. */
  public String text(String name) {
    String value = values.get(name);
    if (value == null) {
      throw unreadable(toString());
    }
    return value;
  }

  /** Returns a whole number from 1 to 1 &lt;&lt; 24. */
  public int count(String name) {
    try {
      int count = Integer.parseInt(text(name));
      if (count >= 1 && count <= 1 << 24) {
        return count;
      }
    } catch (NumberFormatException e) {
      // As a number out of range.
    }
    throw unreadable(toString());
  }

  /** Returns whole numbers between commas, each as {@link #count} takes them. */
  public List<Integer> counts(String name) {
    List<Integer> counts = new ArrayList<>();
    for (String part : text(name).split(",", -1)) {
      counts.add(new HeadLine(family).with(name, part).count(name));
    }
    return counts;
  }

  /** Returns {@code true} or {@code false}. */
  public boolean flag(String name) {
    String value = text(name);
    if (!value.equals("true") && !value.equals("false")) {
      throw unreadable(toString());
    }
    return value.equals("true");
  }

  /** Returns the exception that says that this line cannot be understood. */
  ModelException unreadable() {
    return unreadable(toString());
  }

  private static ModelException unreadable(String line) {
    return new ModelException(
        "The model's metadata has a head that cannot be understood: %s; import the model again"
            .formatted(Printable.of(line)));
  }

  /** Names of tensors can have spaces. */
  private static String quoted(String text) {
    return text.replace("%", "%25").replace(" ", "%20").replace("=", "%3D");
  }

  private static String unquoted(String text) {
    return text.replace("%3D", "=").replace("%20", " ").replace("%25", "%");
  }

  @Override
  public String toString() {
    StringBuilder line = new StringBuilder(family);
    values.forEach(
        (name, value) -> line.append(' ').append(name).append('=').append(quoted(value)));
    return line.toString();
  }
}

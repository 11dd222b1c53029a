package io.euge.counting.layout;

import com.fasterxml.jackson.databind.JsonNode;
import io.euge.EugeException;
import io.euge.Printable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * A value of the lines file, which knows its key for messages.
 *
 * @param key as {@code features[0].properties.name}; empty for the whole file
 */
record JsonValue(Path file, String key, JsonNode node) {

  /** Returns a member, which may be missing. */
  JsonValue get(String name) {
    return new JsonValue(file, key.isEmpty() ? name : key + "." + name, node.path(name));
  }

  /** Returns whether the value is missing or null. */
  boolean isAbsent() {
    return node.isMissingNode() || node.isNull();
  }

  /** Returns a text that must be there and not be blank. */
  String text(String remedy) {
    if (!node.isTextual() || node.asText().isBlank()) {
      throw wrong(remedy);
    }
    return node.asText();
  }

  /** Returns a text that may be missing. */
  Optional<String> optionalText(String remedy) {
    return isAbsent() ? Optional.empty() : Optional.of(text(remedy));
  }

  /** Returns the elements of a list. */
  List<JsonValue> list(String remedy) {
    if (!node.isArray()) {
      throw wrong(remedy);
    }
    List<JsonValue> list = new ArrayList<>();
    for (int i = 0; i < node.size(); i++) {
      list.add(new JsonValue(file, "%s[%d]".formatted(key, i), node.get(i)));
    }
    return list;
  }

  /** Returns a point from a list of two numbers. */
  Point point() {
    String remedy = "give two numbers, as [x, y]";
    List<JsonValue> numbers = list(remedy);
    if (numbers.size() != 2
        || !numbers.stream().allMatch(one -> one.node.isNumber())
        || !Double.isFinite(node.get(0).asDouble())
        || !Double.isFinite(node.get(1).asDouble())) {
      throw wrong(remedy);
    }
    return new Point(node.get(0).asDouble(), node.get(1).asDouble());
  }

  /** Requires that an object has no other members. */
  void requireMembers(List<String> names) {
    for (Iterator<String> members = node.fieldNames(); members.hasNext(); ) {
      String member = members.next();
      if (!names.contains(member)) {
        throw error(
            "%s has the unknown key '%s'; give %s"
                .formatted(key, Printable.of(member), String.join(", ", names)));
      }
    }
  }

  /** Returns an error about this value. */
  EugeException wrong(String remedy) {
    String what =
        node.isMissingNode()
            ? "%s is missing".formatted(key)
            : "%s is %s".formatted(key, Printable.of(node.toString()));
    return error(what + "; " + remedy);
  }

  private EugeException error(String what) {
    return new EugeException("Cannot read the lines file %s: %s".formatted(file, what));
  }
}

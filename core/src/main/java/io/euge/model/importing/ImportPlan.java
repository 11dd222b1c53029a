package io.euge.model.importing;

import java.util.Map;
import java.util.TreeMap;

/**
 * How a graph that another tool wrote becomes one that Euge runs.
 *
 * @param adaptation what is changed in it
 * @param metadata the properties of the new file
 */
public record ImportPlan(Adaptation adaptation, Map<String, String> metadata) {
  public ImportPlan {
    metadata = Map.copyOf(metadata);
  }

  /** Returns all that the new file depends on beside the given one, as text. */
  String text() {
    return adaptation + "\n" + new TreeMap<>(metadata);
  }
}

package io.euge.model.importing;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A plan to convert a graph of another tool to one that Euge runs.
 *
 * @param adaptation what is changed in it
 * @param metadata the properties of the new file
 * @param description all that was found out, as a sidecar says it
 * @param findings the same for people, with the source of each
 * @param notices sentences about what was assumed or overruled
 */
public record ImportPlan(
    Adaptation adaptation,
    Map<String, String> metadata,
    ModelDescription description,
    List<Finding> findings,
    List<String> notices) {
  public ImportPlan {
    metadata = Map.copyOf(metadata);
    findings = List.copyOf(findings);
    notices = List.copyOf(notices);
  }

  /** Returns all that the new file depends on beside the given one, as text. */
  String text() {
    return adaptation + "\n" + new TreeMap<>(metadata);
  }
}

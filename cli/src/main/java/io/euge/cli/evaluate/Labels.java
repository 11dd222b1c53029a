package io.euge.cli.evaluate;

import io.euge.NearestNames;
import io.euge.OptionException;
import io.euge.Printable;
import io.euge.detection.ClassNames;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Maps the labels of detections and ground truth to comparable ones. */
final class Labels {
  private static final String ANY = "any";

  private final Map<String, String> same = new HashMap<>();
  private final List<String> named;
  private Set<String> wanted;
  private final boolean anyClass;

  /**
   * Creates the mapping.
   *
   * @param same pairs such as {@code car=van}: objects with label van count as cars
   * @param wanted the labels that count after this mapping; empty for all
   * @param anyClass whether all objects are treated as one class
   * @throws OptionException if a pair is invalid
   */
  Labels(List<String> same, List<String> wanted, boolean anyClass) {
    for (String pair : same) {
      String[] sides = pair.split("=", 2);
      if (sides.length < 2 || sides[0].isBlank() || sides[1].isBlank()) {
        throw new OptionException(
            "--same has '" + pair + "': give LABEL=OTHER, where OTHER counts as LABEL");
      }
      String before = this.same.put(sides[1].strip(), sides[0].strip());
      if (before != null && !before.equals(sides[0].strip())) {
        throw new OptionException(
            "--same says that %s is %s and %s: give it once"
                .formatted(sides[1].strip(), before, sides[0].strip()));
      }
    }
    this.named = List.copyOf(wanted);
    this.wanted = Set.copyOf(wanted);
    this.anyClass = anyClass;
  }

  /**
   * Checks that the wanted labels exist.
   *
   * @param labels of detections and ground truth, before the mapping
   * @return one sentence for each label of --same that does not occur
   * @throws OptionException if a wanted label does not occur
   */
  List<String> check(Collection<String> labels) {
    SortedSet<String> known = new TreeSet<>();
    labels.forEach(label -> known.add(same.getOrDefault(label, label)));
    wanted = Set.copyOf(ClassNames.find(named, known, "The evaluation"));
    return same.keySet().stream()
        .filter(other -> !labels.contains(other))
        .sorted()
        .map(other -> unused(other, labels))
        .toList();
  }

  private static String unused(String other, Collection<String> labels) {
    return "--same has '%s', which neither the detections nor the truth have%s"
        .formatted(
            Printable.of(other),
            NearestNames.nearest(other, labels)
                .map(near -> "; did you mean '" + near + "'?")
                .orElse(""));
  }

  /** Returns the mapped label; empty if it does not count. */
  Optional<String> of(String label) {
    String called = same.getOrDefault(label, label);
    return Optional.of(called)
        .filter(name -> wanted.isEmpty() || wanted.contains(name))
        .map(name -> anyClass ? ANY : name);
  }
}

package io.euge.cli.count;

import io.euge.Printable;
import io.euge.counting.comparison.ManualCount;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Finds values of a manual count that are suspicious although each line is well-formed. */
final class ManualCountChecks {
  private ManualCountChecks() {}

  static List<String> notices(List<ManualCount> counts, Set<String> labels, Duration interval) {
    List<String> notices = new ArrayList<>();
    double step = step(counts);
    if (step > interval.toSeconds() && Double.isFinite(step)) {
      notices.add(
          "the times of the manual count are %.0f s apart and intervals last %d s: give --interval if its intervals are longer"
              .formatted(step, interval.toSeconds()));
    }
    Set<String> unknown = new TreeSet<>();
    for (ManualCount one : counts) {
      if (!one.label().isEmpty() && labels.stream().noneMatch(one.label()::equalsIgnoreCase)) {
        unknown.add(one.label());
      }
    }
    if (!unknown.isEmpty()) {
      notices.add(
          "no track has the class %s of the manual count, which is compared with 0: the tracks have %s"
              .formatted(
                  Printable.of(String.join(", ", unknown)),
                  labels.isEmpty() ? "none" : String.join(", ", labels)));
    }
    return notices;
  }

  /**
   * Returns the minimum time between counts of the same line, direction and class; infinite if
   * there is only one.
   */
  private static double step(List<ManualCount> counts) {
    Map<List<String>, TreeSet<Double>> times = new HashMap<>();
    counts.forEach(
        one ->
            times
                .computeIfAbsent(
                    List.of(one.line(), one.direction(), one.label()), any -> new TreeSet<>())
                .add(one.seconds()));
    double step = Double.POSITIVE_INFINITY;
    for (TreeSet<Double> of : times.values()) {
      Double before = null;
      for (Double at : of) {
        step = before == null ? step : Math.min(step, at - before);
        before = at;
      }
    }
    return step;
  }
}

package io.euge.detection.importing;

import io.euge.detection.head.Recognition;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Chooses among the ways to read the outputs of a graph by what it gives for synthetic images. */
final class HeadChoice {
  private final List<String> problems = new ArrayList<>();
  private final List<String> missing;

  /**
   * Creates a choice.
   *
   * @param missing what other families would have to be told
   */
  HeadChoice(List<String> missing) {
    this.missing = missing;
  }

  /** Gives the outputs of the graph as it is imported for a reading. */
  interface Outputs {
    GraphProbe.Outputs of(Recognition reading);
  }

  /**
   * Returns the reading that fits.
   *
   * @param families the readings of each family, the most specific family first
   * @param said whether the user named the head
   * @throws Unresolved if several readings of a family fit, or none does, or the graph does not run
   */
  Recognition choose(List<List<Recognition>> families, boolean said, Outputs outputs) {
    boolean ran = false;
    Unresolved failure = null;
    for (List<Recognition> family : families) {
      List<Recognition> fitting = new ArrayList<>();
      for (Recognition reading : family) {
        GraphProbe.Outputs given;
        try {
          given = outputs.of(reading);
        } catch (Unresolved e) {
          // Outputs whose size the file does not give have another than this reading's.
          failure = failure == null ? e : failure;
          continue;
        }
        ran = true;
        Optional<String> problem = problem(reading, given);
        if (problem.isEmpty()) {
          fitting.add(reading);
        } else {
          problems.add("%s: %s".formatted(reading.name(), problem.get()));
        }
      }
      if (fitting.size() > 1) {
        throw new Unresolved(
            "what it computes for a test image can be read as %s: give head, one of these"
                .formatted(
                    fitting.stream().map(Recognition::name).collect(Collectors.joining(" or "))));
      } else if (fitting.size() == 1) {
        return fitting.get(0);
      }
    }
    if (!ran && failure != null) {
      throw failure;
    }
    if (said && families.size() == 1 && families.get(0).size() == 1) {
      return families.get(0).get(0);
    }
    throw new Unresolved(
        "what it computes for a test image does not fit its shapes (%s): give %s"
            .formatted(
                String.join("; ", problems),
                missing.isEmpty()
                    ? "head, and preprocessing if its input is another than is usual for the head"
                    : String.join(", or ", missing)));
  }

  /** Returns why readings were left out. */
  List<String> problems() {
    return problems;
  }

  private static Optional<String> problem(Recognition reading, GraphProbe.Outputs given) {
    for (List<FloatBuffer> frame : given.frames()) {
      Optional<String> problem = reading.head().problem(given.model(), frame::get);
      if (problem.isPresent()) {
        return problem;
      }
    }
    return Optional.empty();
  }
}

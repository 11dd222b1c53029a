package io.euge.bench.script;

import java.util.List;
import java.util.Locale;

/**
 * The result of {@code euge bench script}.
 *
 * @param frames of all clips
 * @param processor description of the CPU
 * @param rounds number of counted rounds
 * @param outcomes the first is the baseline
 */
record ScriptResult(
    String model, int clips, long frames, String processor, int rounds, List<Outcome> outcomes) {

  /** Returns the speedup of an outcome over the first, from the medians of elapsed time. */
  double toFirst(Outcome outcome) {
    return outcomes.get(0).wallSeconds().median() / outcome.wallSeconds().median();
  }

  /** Returns the speedup of an outcome over the fastest script with the same engine. */
  double toSameEngine(Outcome outcome) {
    return outcomes.stream()
            .filter(other -> other.engine().equals(outcome.engine()) && isScript(other))
            .mapToDouble(other -> other.wallSeconds().median())
            .min()
            .orElse(Double.NaN)
        / outcome.wallSeconds().median();
  }

  private static boolean isScript(Outcome outcome) {
    return outcome.program().startsWith("script");
  }

  /** Returns the medians as a table. */
  String text() {
    StringBuilder text = new StringBuilder();
    text.append(
        "%s on %d clips, %d frames, %s, medians of %d alternating rounds%n"
            .formatted(model, clips, frames, processor, rounds));
    text.append(
        String.format(
            Locale.ROOT,
            "%-9s %-13s %8s %9s %14s  %9s %12s %10s%n",
            "program",
            "engine",
            "time",
            "frames/s",
            "CPU time",
            "to script",
            "same engine",
            "agreement"));
    for (Outcome outcome : outcomes) {
      text.append(
          String.format(
              Locale.ROOT,
              "%-9s %-13s %6.1f s %9.0f %12.1f s  %9.2f %12.2f %10.3f%n",
              outcome.program(),
              outcome.engine(),
              outcome.wallSeconds().median(),
              frames / outcome.wallSeconds().median(),
              outcome.processorSeconds().median(),
              toFirst(outcome),
              toSameEngine(outcome),
              outcome.agreement()));
    }
    text.append(
        "to script: how many times as fast as the script in one process with %s; same engine: as the fastest script with that engine%n"
            .formatted(outcomes.get(0).engine()));
    return text.toString();
  }
}

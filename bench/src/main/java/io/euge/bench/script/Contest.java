package io.euge.bench.script;

import io.euge.EugeException;
import io.euge.bench.measurement.Samples;
import io.euge.bench.script.TimedProgram.Times;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Measures contestants on the same videos alternately. The first round is not counted; it checks
 * that all of them find the same objects as the first contestant.
 */
record Contest(
    List<Contestant> contestants, PythonScript script, Stopwatch stopwatch, PrintWriter progress) {
  private static final double LEAST_AGREEMENT = 0.9;

  /** Creates a contest that does not measure memory. */
  Contest(List<Contestant> contestants, PythonScript script, PrintWriter progress) {
    this(contestants, script, contestant -> TimedProgram.run(contestant.command()), progress);
  }

  /**
   * Runs the contest.
   *
   * @param rounds number of counted rounds
   * @throws EugeException if a contestant fails or its detections differ, before the measurement
   */
  List<Outcome> run(int rounds) {
    contestants.forEach(contestant -> time(contestant, 0));
    List<Double> agreements = contestants.stream().map(this::agreement).toList();
    List<List<Times>> times = new ArrayList<>();
    contestants.forEach(contestant -> times.add(new ArrayList<>()));
    for (int round = 1; round <= rounds; round++) {
      for (int i = 0; i < contestants.size(); i++) {
        times.get(i).add(time(contestants.get(i), round));
      }
    }
    List<Outcome> outcomes = new ArrayList<>();
    for (int i = 0; i < contestants.size(); i++) {
      outcomes.add(
          new Outcome(
              contestants.get(i).engine().title(),
              contestants.get(i).program(),
              agreements.get(i),
              new Samples(times.get(i).stream().map(Times::processorSeconds).toList()),
              new Samples(times.get(i).stream().map(Times::wallSeconds).toList())));
    }
    return outcomes;
  }

  /**
   * Runs a contestant.
   *
   * @param round number in the output of the progress
   */
  Times time(Contestant contestant, int round) {
    Times times = stopwatch.time(contestant);
    progress.printf(
        Locale.ROOT,
        "round %d: %s, %s: %.1f s, %.1f s of CPU time%n",
        round,
        contestant.program(),
        contestant.engine().title(),
        times.wallSeconds(),
        times.processorSeconds());
    progress.flush();
    return times;
  }

  /**
   * Returns the fraction of the confident boxes that a contestant and the first have in common.
   *
   * @throws EugeException if it or the number of crops is too low for a comparison
   */
  double agreement(Contestant contestant) {
    Contestant first = contestants.get(0);
    PythonScript.Comparison comparison =
        script.compare(first.output(), contestant.output(), contestant.videos());
    double agreement = comparison.agreement();
    if (agreement < LEAST_AGREEMENT) {
      throw new EugeException(
          "%s and %s agree on %.3f of the boxes, and %.1f is needed for a comparison: give another --video or --model"
              .formatted(first.title(), contestant.title(), agreement, LEAST_AGREEMENT));
    }
    long least = Math.min(comparison.crops(), comparison.otherCrops());
    if (least < LEAST_AGREEMENT * Math.max(comparison.crops(), comparison.otherCrops())) {
      throw new EugeException(
          "%s wrote %d crops and %s %d"
              .formatted(
                  first.title(), comparison.crops(), contestant.title(), comparison.otherCrops()));
    }
    return agreement;
  }
}

package io.euge.bench.script;

import io.euge.EugeException;
import io.euge.bench.measurement.Samples;
import io.euge.bench.script.TimedProgram.Times;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * Measures peers alternately, after each has found the same as the first on a few short clips. A
 * peer that fails leaves the contest and the others go on.
 *
 * @param entrants the first is the reference
 * @param trial their contest on the short clips
 * @param contest their contest on all videos
 * @param frames of the videos of each
 */
record PeersContest(List<Entrant> entrants, Contest trial, Contest contest, List<Long> frames) {

  /** Consumes the standings after a round. */
  @FunctionalInterface
  interface AfterRound {
    void accept(int round, List<Standing> standings);
  }

  /**
   * Runs the contest.
   *
   * @param rounds number of counted rounds
   * @param afterRound gets the standings after each round
   * @throws EugeException if the reference fails
   */
  List<Standing> run(int rounds, AfterRound afterRound) {
    Map<Integer, String> problems = new TreeMap<>();
    for (int i = 0; i < entrants.size(); i++) {
      int number = i;
      attempt(
          number,
          problems,
          () -> {
            trial.time(trial.contestants().get(number), 0);
            trial.agreement(trial.contestants().get(number));
          });
    }
    List<List<Times>> times = new ArrayList<>();
    entrants.forEach(entrant -> times.add(new ArrayList<>()));
    List<Standing> standings = List.of();
    for (int round = 1; round <= rounds; round++) {
      for (int i = 0; i < entrants.size(); i++) {
        int number = i;
        int current = round;
        attempt(
            number,
            problems,
            () -> times.get(number).add(contest.time(contest.contestants().get(number), current)));
      }
      standings = standings(times, problems);
      afterRound.accept(round, standings);
    }
    return standings;
  }

  private void attempt(int number, Map<Integer, String> problems, Runnable step) {
    if (problems.containsKey(number)) {
      return;
    }
    try {
      step.run();
    } catch (EugeException e) {
      if (number == 0) {
        throw e;
      }
      problems.put(number, e.getMessage());
      contest
          .progress()
          .println(contest.contestants().get(number).title() + " leaves: " + e.getMessage());
      contest.progress().flush();
    }
  }

  private List<Standing> standings(List<List<Times>> times, Map<Integer, String> problems) {
    List<Standing> standings = new ArrayList<>();
    for (int i = 0; i < entrants.size(); i++) {
      int number = i;
      double[] agreement = new double[1];
      attempt(
          number,
          problems,
          () -> agreement[0] = contest.agreement(contest.contestants().get(number)));
      standings.add(
          problems.containsKey(number)
              ? Standing.failed(entrants.get(number), frames.get(number), problems.get(number))
              : standing(number, agreement[0], times.get(number)));
    }
    return standings;
  }

  private Standing standing(int number, double agreement, List<Times> times) {
    return new Standing(
        entrants.get(number).peer().id(),
        entrants.get(number).peer().title(),
        entrants.get(number).engine().title(),
        frames.get(number),
        null,
        agreement,
        samples(times, Times::wallSeconds),
        samples(times, Times::processorSeconds),
        samples(times, Times::peakBytes));
  }

  private static Samples samples(List<Times> times, ToDoubleFunction<Times> part) {
    return new Samples(times.stream().mapToDouble(part).boxed().toList());
  }
}

package io.euge.cli.doctor;

import io.euge.EugeException;
import io.euge.cli.doctor.InferenceRunner.Outcome;
import io.euge.cli.doctor.InferenceRunner.Way;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Runs a model in one process, with private copies, in two processes and under MPS, and compares
 * the results.
 */
final class InferenceChecks {
  /**
   * The maximum difference from the CPU's outputs, relative to the largest output. A GPU adds in a
   * different order, and TensorFloat-32 keeps 10 bits of each factor's fraction, a relative error
   * of up to 1/2048 per factor.
   */
  static final double TOLERANCE = 0.01;

  private final InferenceRunner trial;
  private final List<CheckResult> findings = new ArrayList<>();

  private InferenceChecks(InferenceRunner trial) {
    this.trial = trial;
  }

  /**
   * Runs the checks.
   *
   * @param exclusive whether the device accepts only one process that is not an MPS client
   * @param noMps why MPS is not tested; empty to test it
   */
  static List<CheckResult> of(InferenceRunner trial, boolean exclusive, Optional<String> noMps)
      throws InterruptedException {
    InferenceChecks all = new InferenceChecks(trial);
    Optional<Outcome> alone = all.run("model", Way.ALONE);
    if (alone.isEmpty()) {
      return all.findings;
    }
    all.results(alone.get());
    all.run("sharing", Way.PRIVATE).ifPresent(copies -> all.sharing(alone.get(), copies));
    Optional<Outcome> turns = Optional.empty();
    if (exclusive) {
      all.add(
          CheckResult.notRun(
              "processes", "the GPU is exclusive: two processes can share it by MPS only"));
    } else {
      turns = all.run("processes", Way.TURNS);
      turns.ifPresent(both -> all.processes(alone.get(), both));
    }
    if (noMps.isPresent()) {
      all.add(CheckResult.notRun("mps gain", noMps.get()));
    } else {
      Optional<Outcome> without = turns;
      all.run("mps gain", Way.MPS).ifPresent(with -> all.mps(alone.get(), without, with));
    }
    return all.findings;
  }

  private Optional<Outcome> run(String check, Way way) throws InterruptedException {
    try {
      return Optional.of(trial.run(way));
    } catch (EugeException | IOException e) {
      add(
          CheckResult.fail(
              check, String.valueOf(e.getMessage()).lines().findFirst().orElse("it failed")));
      return Optional.empty();
    }
  }

  private void results(Outcome alone) {
    String says =
        String.format(
            Locale.ROOT,
            "outputs differ from the CPU's by %.2g of the largest; up to %s counts as equal",
            alone.difference(),
            TOLERANCE);
    boolean right = alone.difference() <= TOLERANCE;
    add(
        right
            ? CheckResult.ok("results", says)
            : CheckResult.fail(
                "results", says + ": update driver, CUDA and cuDNN, and test the GPU"));
    add(CheckResult.ok("one process", speed(alone)));
  }

  private void sharing(Outcome alone, Outcome copies) {
    add(
        CheckResult.ok(
            "sharing",
            speed(copies) + " with a copy for each task; shared is " + times(alone, copies)));
  }

  private void processes(Outcome alone, Outcome both) {
    add(
        CheckResult.ok(
            "processes",
            "two without MPS: " + speed(both) + ", " + times(both, alone) + " one process"));
  }

  private void mps(Outcome alone, Optional<Outcome> turns, Outcome with) {
    String says =
        "two under MPS: "
            + speed(with)
            + ", "
            + turns.map(without -> times(with, without) + " the same without, ").orElse("")
            + times(with, alone)
            + " one process";
    if (!with.attached()) {
      add(
          CheckResult.warn(
              "mps gain",
              says
                  + "; the daemon did not list them as its clients, so perhaps without MPS: see its"
                  + " log, and whether process ids are the host's"));
    } else if (turns.isPresent() && with.framesPerSecond() < turns.get().framesPerSecond()) {
      add(CheckResult.warn("mps gain", says + "; MPS is not faster here: do not use it"));
    } else {
      add(CheckResult.ok("mps gain", says));
    }
    with.left().ifPresent(left -> add(CheckResult.warn("mps gain", left)));
  }

  private void add(CheckResult finding) {
    findings.add(finding);
  }

  private static String speed(Outcome outcome) {
    return String.format(Locale.ROOT, "%.0f frames/s", outcome.framesPerSecond());
  }

  private static String times(Outcome one, Outcome other) {
    return String.format(
        Locale.ROOT, "%.2f times", one.framesPerSecond() / other.framesPerSecond());
  }
}
